import { type Change, changeName, changesOf, isHidden, valueText } from '../changes'
import type { TrailEvent } from '../queries'
import type { Names } from './use-names'

type ChangeTableProps = { event: TrailEvent; zone: string; names: Names }

const heads: Record<string, string[]> = {
  create: ['Field', 'Recorded'],
  delete: ['Field', 'Deleted'],
}

/** What an event changed, before and after side by side; on phones below each other. */
export function ChangeTable({ event, zone, names }: ChangeTableProps) {
  const changes = changesOf(event)
  if (changes.length === 0) return null
  const sides = (['before', 'after'] as const).filter(
    (side) =>
      side !== (event.action === 'create' ? 'before' : event.action === 'delete' ? 'after' : ''),
  )
  const [field, ...headings] = heads[event.action] ?? ['Field', 'Before', 'After']
  return (
    <div className="overflow-clip rounded-lg border">
      <table className="w-full border-separate border-spacing-0 text-start max-sm:block">
        <caption className="sr-only">What was changed</caption>
        <thead className="max-sm:sr-only">
          <tr>
            {[field, ...headings].map((heading) => (
              <th
                key={heading}
                scope="col"
                className="h-9 border-b bg-subtle px-3 text-start font-medium text-ink-muted text-xs"
              >
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {changes.map((change) => (
            <tr
              key={`${change.column} ${change.part ?? ''}`}
              className="group/row max-sm:grid max-sm:gap-1 max-sm:border-b max-sm:px-3 max-sm:py-2.5 max-sm:last:border-b-0"
            >
              <th
                scope="row"
                dir="auto"
                className="border-b px-3 py-2 text-start align-top font-medium group-last/row:border-b-0 max-sm:border-0 max-sm:p-0 sm:w-44"
              >
                {changeName(event.entity, change)}
              </th>
              {sides.map((side, index) => (
                <td
                  key={side}
                  className="border-b px-3 py-2 align-top group-last/row:border-b-0 max-sm:flex max-sm:gap-3 max-sm:border-0 max-sm:p-0"
                >
                  {sides.length > 1 && (
                    <span
                      aria-hidden
                      className="w-14 shrink-0 text-ink-muted text-xs leading-5 sm:hidden"
                    >
                      {headings[index]}
                    </span>
                  )}
                  <Value event={event} change={change} side={side} zone={zone} names={names} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type ValueProps = ChangeTableProps & { change: Change; side: 'before' | 'after' }

/** A value in words; of what identifies a person only that there was one. */
function Value({ event, change, side, zone, names }: ValueProps) {
  const value = change[side]
  if (isHidden(event, change.column, value)) {
    return <em className="text-ink-muted">Recorded, not shown here</em>
  }
  const nameOf = (id: string) => names.get(id)?.text
  const text = valueText(event.entity, change.column, value, { zone, nameOf })
  if (text === undefined) return <span className="text-ink-muted">Nothing</span>
  return (
    <span dir="auto" className="min-w-0 whitespace-pre-wrap [overflow-wrap:anywhere]">
      {text}
    </span>
  )
}
