/**
 * Numbers and times as text. Locale and zone are always explicit: what the server renders and
 * what the browser renders must be the same letters.
 */
const LOCALE = 'en-GB'

export type InstantStyle = 'date' | 'date-time' | 'time' | 'exact'

const dateParts = { day: 'numeric', month: 'short', year: 'numeric' } as const
const timeParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const styles: Record<InstantStyle, Intl.DateTimeFormatOptions> = {
  date: dateParts,
  time: timeParts,
  'date-time': { ...dateParts, ...timeParts },
  exact: { ...dateParts, ...timeParts, second: '2-digit' },
}

// Building a formatter costs some 50 times of using one.
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string, style: InstantStyle): Intl.DateTimeFormat {
  const key = `${zone} ${style}`
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(LOCALE, { ...styles[style], timeZone: zone })
    formatters.set(key, found)
  }
  return found
}

/** An instant as the clocks of `zone` (IANA name) show it: "5 Mar 2026, 14:30". */
export function formatInstant(
  value: Date | string,
  { zone, style = 'date-time' }: { zone: string; style?: InstantStyle },
): string {
  return formatter(zone, style).format(new Date(value))
}

/** A calendar date "YYYY-MM-DD", which has no zone: "5 Mar 2026". */
export function formatDay(day: string): string {
  return formatter('UTC', 'date').format(new Date(`${day}T00:00:00Z`))
}

const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' })
const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** The distance from `now` (milliseconds since 1970): "3 hours ago", "in 2 days", "just now". */
export function formatRelative(value: Date | string, now: number): string {
  const seconds = (new Date(value).getTime() - now) / 1_000
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? []
  if (!unit || !size) return 'just now'
  return relative.format(Math.trunc(seconds / size), unit)
}

const numbers = new Intl.NumberFormat(LOCALE)

/** A number with thousands set apart: "12,480". */
export function formatNumber(value: number): string {
  return numbers.format(value)
}

/** So many of something: "1 study", "12 studies"; "… studies" while the number is not known yet. */
export function formatCount(count: number | undefined, one: string, many: string): string {
  if (count === undefined) return `… ${many}`
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** A size of so many bytes, in decimal units as file managers show it: "4.2 MB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  const [divisor, unit] = bytes < 1_000_000 ? [1_000, 'kB'] : [1_000_000, 'MB']
  const value = bytes / divisor
  return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`
}
