import { dayIn, noonOf } from '@/lib/zoned-day'

const HOUR_MS = 3_600_000

/**
 * The last moment of a day in `zone`: a membership that ends "on 5 March" still works that evening.
 * Searched for, because midnight may not exist, or come twice, on the day that clocks change.
 * @param day "YYYY-MM-DD"; `zone` an IANA name.
 */
export function endOfDay(day: string, zone: string): Date {
  let within = noonOf(day, zone).getTime()
  let beyond = within + 26 * HOUR_MS
  while (beyond - within > 1) {
    const middle = Math.floor((within + beyond) / 2)
    if (dayIn(zone, middle) <= day) within = middle
    else beyond = middle
  }
  return new Date(within)
}

/** Whether a membership or an invitation has ended at `now` (milliseconds since 1970). */
export function isExpired(expiresAt: Date | string | null, now: number): boolean {
  return expiresAt !== null && new Date(expiresAt).getTime() <= now
}
