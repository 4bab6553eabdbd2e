'use client'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { ListSkeleton } from '@/components/skeleton'
import { Time } from '@/components/time'
import { Timeline } from '@/components/timeline'
import { useFindManyStatusEvent } from '@/generated/hooks/status-event'
import { useFindManyUser } from '@/generated/hooks/user'
import type { StatusEvent } from '@/generated/zenstack/client'
import { peopleNames, statusHistory } from '../queries'
import { statusChangeText } from '../status'

/** What happened to a participant, latest first. */
export function ParticipantHistory({
  participantId,
  zone,
}: {
  participantId: string
  zone: string
}) {
  const { data: events, error, refetch } = useFindManyStatusEvent(statusHistory(participantId))
  const ids = events?.map((event) => event.createdById) ?? []
  const people = useFindManyUser(peopleNames(ids), { enabled: ids.length > 0 })
  const names = new Map(people.data?.map((person) => [person.id, person.name]))

  return (
    <Card title="History">
      {error && !events ? (
        <FailedState error={error} onRetry={() => void refetch()} />
      ) : !events ? (
        <ListSkeleton rows={3} />
      ) : (
        <Timeline
          label="History"
          events={events.map((event) => ({
            id: event.id,
            title: capitalised(statusChangeText(event)),
            by: people.data && (names.get(event.createdById) ?? 'a former member'),
            time: <EventTime event={event} zone={zone} />,
            children: event.reason && <span dir="auto">{event.reason}</span>,
          }))}
        />
      )}
    </Card>
  )
}

const SAME_MOMENT_MS = 60_000

/** When it happened; of what was recorded later only the day is known, and both are said. */
function EventTime({ event: { at, createdAt }, zone }: { event: StatusEvent; zone: string }) {
  if (Math.abs(createdAt.getTime() - at.getTime()) < SAME_MOMENT_MS) {
    return <Time value={at} zone={zone} />
  }
  return (
    <>
      <Time value={at} zone={zone} style="date" />, recorded{' '}
      <Time value={createdAt} zone={zone} style="date" />
    </>
  )
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
