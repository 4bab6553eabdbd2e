import type { SampledColumn } from '../import/head'
import { columnName } from '../import/names'
import { needsOrder } from './dates'
import { looksIdentifying } from './identifying'
import { baselineKey, conflictsOf, type Target } from './plan'

/** What a person has to decide about one column before it can be imported. */
export type OpenQuestion = 'date-order' | 'decimal' | 'confirm' | 'key'

export function openQuestion(
  { header, samples }: SampledColumn,
  target: Target,
): OpenQuestion | undefined {
  if (target.to === 'birthDate' || target.to === 'enrolledAt')
    return !target.order && samples.some(needsOrder) ? 'date-order' : undefined
  if (target.to !== 'baseline') return undefined
  if (!baselineKey.safeParse(target.key).success) return 'key'
  if (target.type === 'number' && !target.decimal) return 'decimal'
  return !target.confirmed && looksIdentifying(header, samples) ? 'confirm' : undefined
}

const ASKS: Record<OpenQuestion, string> = {
  'date-order': 'choose whether the day or the month comes first.',
  decimal: 'choose the decimal sign.',
  confirm:
    'it looks as if it identified people; confirm that it does not, or choose another place.',
  key: 'give the attribute a name of letters, digits and underscores that begins with a letter.',
}

/** Everything that stands in the way of going on, in sentences; empty when nothing does. */
export function obstacles(columns: SampledColumn[], targets: Target[]): string[] {
  const open = columns.flatMap((column, index) => {
    const target = targets[index]
    const question = target && openQuestion(column, target)
    return question ? [`${columnName(column.header, index)}: ${ASKS[question]}`] : []
  })
  return [...open, ...conflictsOf(targets)]
}
