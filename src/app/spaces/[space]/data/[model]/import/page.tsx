import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/page-header'
import { requireModel } from '@/features/data/loaders'
import { DataImport } from '@/features/data-import/components/data-import'
import { paths } from '@/lib/paths'
import { mayDo } from '@/lib/studio/models'

type PageProps = { params: Promise<{ space: string; model: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { space, model } = await params
  return { title: `Import ${(await requireModel(space, model)).model.plural.toLowerCase()}` }
}

/** Records from a file. */
export default async function ImportPage({ params }: PageProps) {
  const { space: slug, model: address } = await params
  const { role, model } = await requireModel(slug, address)
  if (!mayDo(role, model, 'create')) notFound()
  return (
    <>
      <PageHeader
        title={`Import ${model.plural.toLowerCase()}`}
        breadcrumb={[
          { label: 'Data', href: paths.data(slug) },
          { label: model.plural, href: paths.records(slug, model.address) },
        ]}
      />
      <DataImport model={model} />
    </>
  )
}
