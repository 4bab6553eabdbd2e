'use client'
import Link from 'next/link'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { RelativeTime } from '@/components/relative-time'
import { ListSkeleton } from '@/components/skeleton'
import { Timeline } from '@/components/timeline'
import { useFindManyStatusEvent } from '@/generated/hooks/status-event'
import { useFindManyUser } from '@/generated/hooks/user'
import type { Study } from '@/generated/zenstack/client'
import { paths } from '@/lib/paths'
import { peopleNames, recentEvents } from '../queries'
import { statusChangeText } from '../status'

type RecentChangesProps = { slug: string; study: Pick<Study, 'id' | 'key' | 'timeZone'> }

/** The latest changes of participants' statuses in a study. */
export function RecentChanges({ slug, study }: RecentChangesProps) {
  const { data: events, error, refetch } = useFindManyStatusEvent(recentEvents(study.id))
  const ids = events?.map((event) => event.createdById) ?? []
  const people = useFindManyUser(peopleNames(ids), { enabled: ids.length > 0 })
  const names = new Map(people.data?.map((person) => [person.id, person.name]))

  return (
    <Card title="Latest changes">
      {error && !events ? (
        <FailedState error={error} onRetry={() => void refetch()} />
      ) : !events ? (
        <ListSkeleton />
      ) : events.length === 0 ? (
        <p className="text-ink-muted">
          Nothing yet. When participants join, complete or leave the study, it is listed here.
        </p>
      ) : (
        <Timeline
          label="Latest changes"
          events={events.map((event) => ({
            id: event.id,
            title: (
              <>
                <Link
                  href={paths.participant(slug, study.key, event.participant.code)}
                  className="underline decoration-line underline-offset-3 hover:decoration-current"
                >
                  {event.participant.code}
                </Link>{' '}
                {statusChangeText(event)}
              </>
            ),
            by: people.data && (names.get(event.createdById) ?? 'a former member'),
            time: <RelativeTime value={event.createdAt} zone={study.timeZone} />,
          }))}
        />
      )}
    </Card>
  )
}
