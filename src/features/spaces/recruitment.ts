import type { ChartPoint, ChartSeries } from '@/components/line-chart'
import {
  type EnrolmentDay,
  labelOf,
  next,
  type RecruitmentStep,
  startOf,
  stepFor,
} from '@/features/studies/recruitment'

/** What the participants of a study amount to. Test participants count nowhere. */
export type StudyNumbers = {
  /** Ever enrolled. */
  enrolled: number
  /** The latest change of a participant, in milliseconds since 1970. */
  lastChange: number
  /** In order. */
  days: EnrolmentDay[]
}

/** By id of the study; one without participants is missing. */
export type SpaceNumbers = Readonly<Record<string, StudyNumbers>>

export type SpaceChart = { step: RecruitmentStep; series: ChartSeries[]; points: ChartPoint[] }

type Line = ChartSeries & { days: readonly EnrolmentDay[] }

/** As many lines as can be told apart. */
const MAX_LINES = 4
const DAY_MS = 86_400_000

/**
 * How many each study had enrolled, over time. Of more than four studies, the three largest have lines
 * of their own and the others share one.
 * @param today the last day to show, "YYYY-MM-DD".
 */
export function recruitmentChart(
  studies: readonly { id: string; title: string }[],
  numbers: SpaceNumbers,
  today: string,
): SpaceChart {
  const lines = linesOf(studies, numbers)
  const days = lines.flatMap((line) => line.days.map(({ day }) => day)).toSorted()
  const [first, latest] = [days[0], days.at(-1)]
  if (!first || !latest) return { step: 'day', series: [], points: [] }
  const last = latest > today ? latest : today
  const step = stepFor((Date.parse(last) - Date.parse(first)) / DAY_MS + 1)

  const added = lines.map((line) => countsPerStep(line.days, step))
  const totals = lines.map(() => 0)
  const points: ChartPoint[] = []
  for (let start = startOf(first, step); start <= last; start = next(start, step)) {
    const values: ChartPoint['values'] = {}
    for (const [index, line] of lines.entries()) {
      totals[index] = (totals[index] ?? 0) + (added[index]?.get(start) ?? 0)
      // A line begins with its first participant.
      values[line.key] = totals[index] || undefined
    }
    points.push({ label: labelOf(start, step), values })
  }
  return { step, series: lines.map(({ days: _, ...series }) => series), points }
}

function linesOf(studies: readonly { id: string; title: string }[], numbers: SpaceNumbers): Line[] {
  const lines = studies
    .map(({ id, title }) => ({ key: id, label: title, days: numbers[id]?.days ?? [] }))
    .filter(({ days }) => days.length > 0)
    .toSorted((a, b) => (numbers[b.key]?.enrolled ?? 0) - (numbers[a.key]?.enrolled ?? 0))
  if (lines.length <= MAX_LINES) {
    return lines.map((line) => ({ ...line, style: lines.length === 1 ? 'area' : 'line' }))
  }
  const rest = lines.slice(MAX_LINES - 1)
  const others: Line = {
    key: 'others',
    label: `${rest.length} other studies`,
    style: 'dashed',
    days: rest.flatMap(({ days }) => days),
  }
  return [
    ...lines.slice(0, MAX_LINES - 1).map((line) => ({ ...line, style: 'line' as const })),
    others,
  ]
}

function countsPerStep(days: readonly EnrolmentDay[], step: RecruitmentStep): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { day, count } of days) {
    const start = startOf(day, step)
    counts.set(start, (counts.get(start) ?? 0) + count)
  }
  return counts
}
