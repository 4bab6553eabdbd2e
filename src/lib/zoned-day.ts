/** Calendar days and the zones (IANA names) in which they fall. Days are "YYYY-MM-DD". */

/** The day that it is in `zone` at an instant. */
export function dayIn(zone: string, instant: Date | string | number): string {
  const { year, month, day } = partsIn(zone, new Date(instant))
  return `${year}-${month}-${day}`
}

/**
 * Noon of a day in `zone`, for what is known to the day only: far from both midnights, so that the
 * day stays the same when the zone's offset was misjudged or the reader is one zone further.
 */
export function noonOf(day: string, zone: string): Date {
  const noon = Date.parse(`${day}T12:00:00Z`)
  const { year, month, day: date, hour, minute } = partsIn(zone, new Date(noon))
  const shown = Date.parse(`${year}-${month}-${date}T${hour}:${minute}:00Z`)
  return new Date(noon - (shown - noon))
}

/**
 * The first instant of a day in `zone`: usually its midnight, and where the clocks leave that out (or
 * repeat it) the moment when the day begins.
 */
export function startOf(day: string, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const noon = Date.parse(`${day}T12:00:00Z`)
  // By the offset of the day before and by that of the day itself: clocks may change in between.
  const starts = [noonOf(shiftDay(day, -1), zone), noonOf(day, zone)].map((near, index) => {
    const shown = index === 0 ? noon - DAY_MS : noon
    return midnight + (near.getTime() - shown)
  })
  const first = starts.toSorted((a, b) => a - b).find((start) => dayIn(zone, start) >= day)
  return new Date(first ?? Math.max(...starts))
}

const DAY_MS = 24 * 60 * 60 * 1000

/** The day so many days later: 1 is the next one. */
export function shiftDay(day: string, days: number): string {
  return dayOfDate(new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS))
}

type Part = 'year' | 'month' | 'day' | 'hour' | 'minute'

/** What calendar and clocks of `zone` show at an instant. */
export function partsIn(zone: string, instant: Date): Record<Part, string> {
  const format = formats.get(zone) ?? formatIn(zone)
  const parts = format.formatToParts(instant).map(({ type, value }) => [type, value])
  return Object.fromEntries(parts) as Record<Part, string>
}

/** Making one takes far longer than using it, and a file may have an instant in every row. */
const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(zone: string): Intl.DateTimeFormat {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(zone, format)
  return format
}

/** The day of a `@db.Date` column, which arrives as midnight UTC. */
export function dayOfDate(date: Date | string): string {
  return new Date(date).toISOString().slice(0, 10)
}
