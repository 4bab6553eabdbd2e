import type { ChartPoint } from '@/components/line-chart'
import { formatDay } from '@/lib/format'

/** Enrolments of one calendar day, "YYYY-MM-DD". */
export type EnrolmentDay = { day: string; count: number }

export type RecruitmentStep = 'day' | 'week' | 'month'

/** Recruitment over time: how many were enrolled in each step, and how many so far. */
export type Recruitment = { step: RecruitmentStep; points: ChartPoint[] }

const DAY_MS = 86_400_000
/** Up to these many days the chart goes by days, or by weeks; about 60 points fit. */
const DAILY_UP_TO = 45
const WEEKLY_UP_TO = 400

/**
 * The points of a recruitment chart, without gaps, in steps that fit the time that it spans.
 * @param days in any order. Days before the first one given are accounted for by `total`.
 * @param total everybody ever enrolled.
 * @param today the last day to show.
 */
export function recruitmentOf(
  days: readonly EnrolmentDay[],
  total: number,
  today: string,
): Recruitment {
  const sorted = days.toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const first = sorted[0]?.day
  if (first === undefined) return { step: 'day', points: [] }
  const last = [today, sorted.at(-1)?.day ?? today].toSorted().at(-1) as string
  const step = stepFor((dayNumber(last) - dayNumber(first)) / DAY_MS + 1)

  const counts = new Map<string, number>()
  for (const { day, count } of sorted) {
    const start = startOf(day, step)
    counts.set(start, (counts.get(start) ?? 0) + count)
  }
  let sum = total - sorted.reduce((all, { count }) => all + count, 0)
  const points: ChartPoint[] = []
  for (let start = startOf(first, step); start <= last; start = next(start, step)) {
    const added = counts.get(start) ?? 0
    sum += added
    points.push({ label: labelOf(start, step), values: { added, total: sum } })
  }
  return { step, points }
}

export function stepFor(days: number): RecruitmentStep {
  if (days <= DAILY_UP_TO) return 'day'
  return days <= WEEKLY_UP_TO ? 'week' : 'month'
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`)
const dayOf = (number: number) => new Date(number).toISOString().slice(0, 10)

/** The first day of the step that a day is in; weeks begin on Monday. */
export function startOf(day: string, step: RecruitmentStep): string {
  if (step === 'month') return `${day.slice(0, 7)}-01`
  if (step === 'day') return day
  const number = dayNumber(day)
  const sinceMonday = (new Date(number).getUTCDay() + 6) % 7
  return dayOf(number - sinceMonday * DAY_MS)
}

export function next(start: string, step: RecruitmentStep): string {
  // 32 days after the first of a month is always in the following one.
  if (step === 'month') return startOf(dayOf(dayNumber(start) + 32 * DAY_MS), step)
  return dayOf(dayNumber(start) + (step === 'week' ? 7 : 1) * DAY_MS)
}

export function labelOf(start: string, step: RecruitmentStep): string {
  return step === 'month' ? formatDay(start).slice(2).trim() : formatDay(start)
}
