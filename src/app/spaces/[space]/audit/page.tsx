import type { Metadata } from 'next'
import { TrailList } from '@/features/audit/components/trail-list'
import { parseTrailState } from '@/features/audit/list-state'
import { recordedModels, requireTrail } from '@/features/audit/loaders'
import { memberNames, trailPage } from '@/features/audit/queries'
import { Prefetched } from '@/lib/query/prefetched'
import { searchOf } from '@/lib/query/search-params'

export const metadata: Metadata = { title: 'Audit trail' }

type PageProps = {
  params: Promise<{ space: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What happened in a space, for those who may know. */
export default async function AuditPage({ params, searchParams }: PageProps) {
  const { space, db } = await requireTrail((await params).space)
  const state = parseTrailState(searchOf(await searchParams))
  return (
    <Prefetched
      db={db}
      queries={[
        ['SpaceUser', 'findMany', memberNames(space.id)],
        ['AuditEvent', 'findMany', trailPage(state, space.timeZone)],
      ]}
    >
      <TrailList space={space} entities={recordedModels()} />
    </Prefetched>
  )
}
