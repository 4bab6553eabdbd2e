import { csvLines } from '@/lib/csv'
import { formatInstant } from '@/lib/format'
import { type Change, changesOf, detailsOf } from './changes'
import type { TrailEvent } from './queries'
import { actionWord, actorText, entityKind } from './words'

/**
 * The trail as CSV: one line for each value that changed, with the values as they are stored; the
 * lines of one event share its number. A read has one line.
 */

/** The first line. */
export const csvHead = (zone: string): string =>
  csvLines([
    [
      ...['Event', 'Time (UTC)', `Time (${zone})`, 'Who', 'Id of the person', 'What'],
      ...['Kind of record', 'Model', 'Id of the record', 'Column', 'Before', 'After'],
      ...['Reason', 'Request'],
    ],
  ])

/** The lines of an event. */
export function csvOfEvent(
  event: TrailEvent,
  { zone, nameOf }: { zone: string; nameOf: (userId: string) => string | undefined },
): string {
  const { id, createdAt, createdById, action, entity, entityId, reason, requestId } = event
  const start = [
    ...[id, createdAt.toISOString(), formatInstant(createdAt, { zone, style: 'exact' })],
    ...[actorText(createdById, nameOf), createdById, actionWord(action)],
    ...[entityKind(entity), entity, entityId],
  ]
  const lines = valuesOf(event)
  return csvLines(
    (lines.length > 0 ? lines : [['', '', '']]).map((values) => [
      ...start,
      ...values,
      reason,
      requestId,
    ]),
  )
}

function valuesOf(event: TrailEvent): (string | number | null)[][] {
  const changes: Pick<Change, 'column' | 'part' | 'before' | 'after'>[] = [
    ...changesOf(event),
    ...detailsOf(event).map(({ column, value }) => ({ column, before: null, after: value })),
  ]
  return changes.map(({ column, part, before, after }) => [
    part === undefined ? column : `${column}.${part}`,
    stored(before),
    stored(after),
  ])
}

function stored(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value)
}
