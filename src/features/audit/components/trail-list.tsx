'use client'
import { Download, History } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { buttonStyle } from '@/components/button-style'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { KeysetPager } from '@/components/keyset-pager'
import { PageHeader } from '@/components/page-header'
import { useFindManyAuditEvent } from '@/generated/hooks/audit-event'
import type { SpaceScope } from '@/lib/auth/membership'
import { formatCount } from '@/lib/format'
import { paths } from '@/lib/paths'
import { keysetMark, keysetPage } from '@/lib/query/keyset'
import { formatTrailState, isFiltered, noFilter, type TrailState, trailSort } from '../list-state'
import { PAGE_SIZE, type TrailEvent, trailPage } from '../queries'
import { EventDialog } from './event-dialog'
import { trailColumns } from './trail-columns'
import { TrailFilters } from './trail-filters'
import { useNames } from './use-names'
import { useTrailState } from './use-trail-state'

type TrailListProps = {
  space: Pick<SpaceScope, 'id' | 'slug' | 'timeZone'>
  /** Models that events can be about. */
  entities: string[]
}

/** The audit trail of a space, page by page; everything that is chosen stands in the address. */
export function TrailList({ space, entities }: TrailListProps) {
  const { state, change } = useTrailState()
  const events = useFindManyAuditEvent(trailPage(state, space.timeZone), {
    placeholderData: (previous) => previous,
  })
  const [opened, setOpened] = useState<TrailEvent>()
  const page = events.data && keysetPage(events.data, PAGE_SIZE, state.position)
  const names = useNames(space.slug, events.data ?? [])
  const zone = space.timeZone

  function turn(side: 'after' | 'before') {
    const row = side === 'after' ? page?.rows.at(-1) : page?.rows[0]
    if (row) change({ position: { side, mark: keysetMark(trailSort, row) } })
  }

  return (
    <>
      <PageHeader
        title="Audit trail"
        description="Who changed what and when, who looked at identities, and what was exported. Nobody can change it."
        actions={
          // A plain link: the browser writes the file as it comes, and nothing fetches it ahead.
          <a
            href={paths.auditExport(
              space.slug,
              formatTrailState({ ...state, position: undefined }),
            )}
            download
            className={buttonStyle()}
          >
            <Download aria-hidden />
            Download as CSV
          </a>
        }
      />
      <DataTable
        label="Events"
        columns={trailColumns({ zone, names, onOpen: setOpened })}
        rows={page?.rows}
        rowId={(event) => event.id}
        error={events.error}
        onRetry={() => void events.refetch()}
        busy={events.isPlaceholderData || (events.isFetching && events.isError)}
        empty={
          <NoEvents state={state} onFirstPage={() => change({})} onClear={() => change(noFilter)} />
        }
        toolbar={
          <TrailFilters
            space={space}
            filter={state}
            onChange={change}
            entities={entities}
            recordName={names.get(state.record)?.text ?? 'One record'}
          />
        }
        footer={
          page && (
            <KeysetPager
              hasPrevious={page.hasPrevious}
              hasNext={page.hasNext}
              onFirst={() => change({})}
              onPrevious={() => turn('before')}
              onNext={() => turn('after')}
              summary={`${formatCount(page.rows.length, 'event', 'events')} on this page`}
            />
          )
        }
      />
      {opened && (
        <EventDialog
          event={opened}
          zone={zone}
          names={names}
          onClose={() => setOpened(undefined)}
          onFilter={(filter) => {
            setOpened(undefined)
            change(filter)
          }}
        />
      )}
    </>
  )
}

type NoEventsProps = { state: TrailState; onFirstPage: () => void; onClear: () => void }

/** Why nothing is listed. */
function NoEvents({ state, onFirstPage, onClear }: NoEventsProps) {
  if (state.position) {
    return (
      <EmptyState
        icon={<History />}
        title="Nothing on this page"
        action={<Button onClick={onFirstPage}>Go to the first page</Button>}
      />
    )
  }
  if (isFiltered(state)) {
    return (
      <EmptyState
        icon={<History />}
        title="Nothing fits"
        action={<Button onClick={onClear}>Clear filters</Button>}
      >
        No event fits what you filter for.
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<History />} title="Nothing recorded yet">
      Every change in this space will be listed here, with who made it and when.
    </EmptyState>
  )
}
