import type { Metadata } from 'next'
import { PageHeader } from '@/components/page-header'
import { ModelList } from '@/features/data/components/model-list'
import { requireSpace } from '@/lib/auth/space-gate'
import { readableModels } from '@/lib/studio/models'

export const metadata: Metadata = { title: 'Data' }

/** Every kind of record that the person may see. */
export default async function DataPage({ params }: { params: Promise<{ space: string }> }) {
  const { space, role } = await requireSpace((await params).space)
  return (
    <>
      <PageHeader
        title="Data"
        description="All records of this space, as tables. Every kind of record can be searched, changed, imported and exported here, as far as your role allows."
      />
      <ModelList slug={space.slug} models={readableModels(role)} />
    </>
  )
}
