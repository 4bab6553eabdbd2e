import { Card } from '@/components/card'
import type { SampledColumn } from '../../import/head'
import { columnName } from '../../import/names'
import type { Target } from '../plan'
import { isIdentity } from '../targets'

/** All columns by what becomes of them, so that nothing is lost or laid open unnoticed. */
export function ColumnSummary({
  columns,
  targets,
}: {
  columns: SampledColumn[]
  targets: Target[]
}) {
  const named = (test: (target: Target) => boolean) =>
    columns.flatMap(({ header }, index) => {
      const target = targets[index]
      return target && test(target) ? [columnName(header, index)] : []
    })
  const groups = [
    {
      term: 'Participant',
      note: 'seen by everybody in the space',
      list: named(({ to }) => to !== 'none' && to !== 'baseline' && !isIdentity(to)),
    },
    {
      term: 'Identity',
      note: 'kept apart, never seen by viewers',
      list: named(({ to }) => isIdentity(to)),
    },
    {
      term: 'Baseline attributes',
      note: 'seen by everybody in the space',
      list: named(({ to }) => to === 'baseline'),
    },
    { term: 'Not imported', note: 'stays in your file', list: named(({ to }) => to === 'none') },
  ]
  return (
    <Card title="What becomes of the columns">
      <dl className="grid gap-3">
        {groups.map(({ term, note, list }) => (
          <div key={term} className="grid gap-0.5 sm:grid-cols-[14rem_1fr] sm:gap-4">
            <dt>
              <span className="font-medium">{term}</span>{' '}
              <span className="block text-ink-muted text-xs">{note}</span>
            </dt>
            <dd dir="auto" className="min-w-0 break-words">
              {list.length > 0 ? list.join(', ') : <span className="text-ink-muted">none</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Card>
  )
}
