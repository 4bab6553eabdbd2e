import { partsIn } from './zoned-day'

/** Wall time in a zone (IANA name): "YYYY-MM-DDTHH:mm", as inputs of type datetime-local have it. */

/** What the clocks of `zone` show at an instant. */
export function wallTimeIn(zone: string, instant: Date | string | number): string {
  const { year, month, day, hour, minute } = partsIn(zone, new Date(instant))
  return `${year}-${month}-${day}T${hour}:${minute}`
}

/**
 * The instant at which the clocks of `zone` show a wall time. Of a doubled hour the first; a time that
 * the clocks leave out moves forward by what they leave out.
 */
export function instantAt(wall: string, zone: string): Date {
  const asked = Date.parse(`${wall}Z`)
  const shownAt = (instant: number) => Date.parse(`${wallTimeIn(zone, instant)}Z`)
  // By the offsets before and after: clocks may change in between.
  const candidates = [asked - DAY_MS, asked + DAY_MS].map(
    (near) => asked - (shownAt(near) - Math.floor(near / MINUTE_MS) * MINUTE_MS),
  )
  const found = candidates.filter((instant) => shownAt(instant) === asked)
  return new Date(found.length > 0 ? Math.min(...found) : Math.max(...candidates))
}

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
