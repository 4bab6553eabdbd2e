import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RecordView } from '@/features/data/components/record-view'
import { hasRecord, requireModel } from '@/features/data/loaders'
import { ownRecordPage } from '@/features/data/own-pages'
import { recordById } from '@/features/data/queries'
import { type ModelQuery, Prefetched } from '@/lib/query/prefetched'

type PageProps = { params: Promise<{ space: string; model: string; id: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { space, model } = await params
  return { title: (await requireModel(space, model)).model.label }
}

/** One record. */
export default async function RecordPage({ params }: PageProps) {
  const { space: slug, model: address, id } = await params
  const { db, role, model } = await requireModel(slug, address)
  const name = model.name as ModelQuery[0]
  if (!(await hasRecord(db, model, id))) notFound()
  return (
    <Prefetched db={db} queries={[[name, 'findFirst', recordById(model, id, role)]]}>
      <RecordView model={model} id={id} ownPage={await ownRecordPage(model, slug, db, id)} />
    </Prefetched>
  )
}
