import type { Metadata } from 'next'
import { ParticipantList } from '@/features/participants/components/participant-list'
import { parseListState } from '@/features/participants/list-state'
import { baselineSample, participantPage } from '@/features/participants/queries'
import { requireStudy } from '@/features/studies/loaders'
import { armList } from '@/features/studies/queries'
import { type ModelQuery, Prefetched } from '@/lib/query/prefetched'
import { searchOf } from '@/lib/query/search-params'

export const metadata: Metadata = { title: 'Participants' }

type ParticipantsPageProps = {
  params: Promise<{ space: string; study: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function ParticipantsPage({ params, searchParams }: ParticipantsPageProps) {
  const { space: slug, study: key } = await params
  const { db, role, space, study } = await requireStudy(slug, key)
  const state = parseListState(searchOf(await searchParams))
  // In which case a search is meant is found out by the hooks.
  const { head, tail } = participantPage(study.id, state, '')
  const page = state.search ? [] : [head, tail].filter((query) => query !== undefined)
  return (
    <Prefetched
      db={db}
      queries={[
        ['Arm', 'findMany', armList(study.id)],
        ['Participant', 'findMany', baselineSample(study.id)],
        ...page.map((query): ModelQuery => ['Participant', 'findMany', query]),
      ]}
    >
      <ParticipantList slug={space.slug} study={study} role={role} />
    </Prefetched>
  )
}
