'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { Time } from '@/components/time'
import type { TrailEvent } from '../queries'
import { actorText, eventText } from '../words'
import type { Names } from './use-names'

type Column = ColumnDef<TrailEvent>

type ColumnContext = {
  /** Of the space. */
  zone: string
  names: Names
  onOpen: (event: TrailEvent) => void
}

/** What happened, by whom and when. The first column opens the event. */
export function trailColumns({ zone, names, onOpen }: ColumnContext): Column[] {
  return [
    {
      id: 'what',
      header: 'What',
      cell: ({ row: { original: event } }) => (
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => onOpen(event)}
          className="min-h-6 rounded-sm text-start font-medium underline decoration-line underline-offset-3 hover:decoration-current max-md:min-h-8"
        >
          <span dir="auto">{eventText(event, names.get(event.entityId)?.text)}</span>
        </button>
      ),
    },
    {
      id: 'who',
      header: 'Who',
      cell: ({ row }) => (
        <span dir="auto">{actorText(row.original.createdById, (id) => names.get(id)?.text)}</span>
      ),
    },
    {
      id: 'when',
      header: 'When',
      cell: ({ row }) => (
        // Half a phone is too narrow for a day and seconds in one line.
        <span className="max-md:[&_time]:whitespace-normal">
          <Time value={row.original.createdAt} zone={zone} style="exact" />
        </span>
      ),
    },
  ]
}
