'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { useCountParticipant } from '@/generated/hooks/participant'
import { formatNumber } from '@/lib/format'
import { formatListState, type ListState } from '../list-state'
import { COUNT_LIMIT, participantCount } from '../queries'

type ParticipantCountProps = { studyId: string; state: ListState; prefix: string; shown: number }

/** How many rows this page has, and on request how many the list has: counting all of them is slow. */
export function ParticipantCount({ studyId, state, prefix, shown }: ParticipantCountProps) {
  // Of one filter only: another one is counted when somebody asks again.
  const filter = formatListState({ ...state, position: undefined, columns: [] })
  const [asked, setAsked] = useState<string>()
  const count = useCountParticipant(participantCount(studyId, state, prefix), {
    enabled: asked === filter,
  })
  const here = `${shown} on this page`
  if (asked !== filter) {
    return (
      <>
        {here} ·{' '}
        <Button variant="link" className="text-[0.8125rem]" onClick={() => setAsked(filter)}>
          Count all
        </Button>
      </>
    )
  }
  if (count.isError) return `${here} · could not be counted`
  if (count.data === undefined) return `${here} · counting…`
  return count.data > COUNT_LIMIT
    ? `${here} · more than ${formatNumber(COUNT_LIMIT)} in all`
    : `${here} · ${formatNumber(count.data)} in all`
}
