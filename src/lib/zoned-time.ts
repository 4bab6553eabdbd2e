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
  // By the offsets before and after: clocks may change in between.
  const day = Math.floor(asked / DAY_MS)
  const [before, after] = [offsetOn(day - 1, zone), offsetOn(day + 2, zone)]
  if (before === after) return new Date(asked - before)
  const candidates = [asked - before, asked - after]
  const shown = (instant: number) => Date.parse(`${wallTimeIn(zone, instant)}Z`)
  const found = candidates.filter((instant) => shown(instant) === asked)
  return new Date(found.length > 0 ? Math.min(...found) : Math.max(...candidates))
}

/** Kept, because a file has an instant in every row, and most are of the same days. */
const offsets = new Map<string, number>()
const MOST_OFFSETS = 20_000

/** By how many milliseconds the clocks of `zone` are ahead when a day (counted from 1970) begins in UTC. */
function offsetOn(day: number, zone: string): number {
  const key = `${zone} ${day}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= MOST_OFFSETS) offsets.clear()
  const offset = Date.parse(`${wallTimeIn(zone, day * DAY_MS)}Z`) - day * DAY_MS
  offsets.set(key, offset)
  return offset
}

const DAY_MS = 24 * 60 * 60 * 1000
