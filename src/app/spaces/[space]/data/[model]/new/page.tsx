import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Card } from '@/components/card'
import { PageHeader } from '@/components/page-header'
import { NewRecord } from '@/features/data/components/new-record'
import { requireModel } from '@/features/data/loaders'
import { paths } from '@/lib/paths'
import { searchOf } from '@/lib/query/search-params'
import { mayDo } from '@/lib/studio/models'

export const metadata: Metadata = { title: 'New record' }

type PageProps = {
  params: Promise<{ space: string; model: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** The form for a new record. */
export default async function NewRecordPage({ params, searchParams }: PageProps) {
  const { space: slug, model: address } = await params
  const { role, model } = await requireModel(slug, address)
  if (!mayDo(role, model, 'create')) notFound()
  const { copy, ...given } = Object.fromEntries(searchOf(await searchParams))
  return (
    <>
      <PageHeader
        title={`New ${model.label.toLowerCase()}`}
        description={model.help}
        breadcrumb={[
          { label: 'Data', href: paths.data(slug) },
          { label: model.plural, href: paths.records(slug, model.address) },
        ]}
      />
      <Card className="max-w-3xl">
        <NewRecord model={model} given={given} copyOf={copy} />
      </Card>
    </>
  )
}
