import type { Metadata } from 'next'
import { RecordsPage } from '@/features/data/components/records-page'
import { parseGridState } from '@/features/data/list-state'
import { requireModel } from '@/features/data/loaders'
import { ownListPage } from '@/features/data/own-pages'
import { gridPart, savedViews } from '@/features/data/queries'
import { type ModelQuery, Prefetched } from '@/lib/query/prefetched'
import { searchOf } from '@/lib/query/search-params'

type PageProps = {
  params: Promise<{ space: string; model: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { space, model } = await params
  return { title: (await requireModel(space, model)).model.plural }
}

/** The records of one model. */
export default async function ModelPage({ params, searchParams }: PageProps) {
  const { space: slug, model: address } = await params
  const { db, space, role, model } = await requireModel(slug, address)
  const state = parseGridState(model, searchOf(await searchParams))
  const { head } = gridPart(model, state, { role, zone: space.timeZone })
  const name = model.name as ModelQuery[0]
  return (
    <Prefetched
      db={db}
      queries={[
        ['SavedView', 'findMany', savedViews(model.name)],
        // Looking at some records is recorded: only when the person asks for them.
        ...(model.readsRecorded ? [] : [[name, 'findMany', head, 'infinite'] satisfies ModelQuery]),
      ]}
    >
      <RecordsPage model={model} ownPage={ownListPage(model, slug)} />
    </Prefetched>
  )
}
