'use client'
import { FlaskConical, LayoutGrid, UserRound } from 'lucide-react'
import type { CommandGroup } from '@/components/command-list'
import type { AsyncSearch } from '@/components/use-async-search'
import { type OwnSpace, ownSpaces } from '@/features/spaces/queries'
import { paths } from '@/lib/paths'
import { useRowSearch } from '@/lib/query/use-row-search'
import { type FoundParticipant, type FoundStudy, participantsByCode, studiesNamed } from './queries'

/** Finds studies and participants of the space, and one's other spaces. */
export function usePaletteSearch(userId: string, slug: string): AsyncSearch<CommandGroup> {
  const findRows = useRowSearch()
  return async (query, signal) => {
    const [participants, studies, spaces] = await Promise.all([
      findRows<FoundParticipant>('participant', participantsByCode(query), signal),
      findRows<FoundStudy>('study', studiesNamed(query), signal),
      findRows<OwnSpace>('spaceUser', ownSpaces(userId, query), signal),
    ])
    return [
      {
        heading: 'Participants',
        items: participants.map(({ id, code, study }) => ({
          id,
          label: code,
          hint: study.key,
          icon: <UserRound />,
          href: paths.participant(slug, study.key, code),
        })),
      },
      {
        heading: 'Studies',
        items: studies.map(({ id, key, title }) => ({
          id,
          label: title,
          hint: key,
          icon: <FlaskConical />,
          href: paths.study(slug, key),
        })),
      },
      {
        heading: 'Spaces',
        items: spaces
          .filter(({ space }) => space.slug !== slug)
          .map(({ id, space }) => ({
            id,
            label: space.name,
            icon: <LayoutGrid />,
            href: paths.space(space.slug),
          })),
      },
    ]
  }
}
