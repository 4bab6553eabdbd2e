/** When a delivery that failed is tried again: over about a day, and then no more. */

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000]

/** After the first failure, after the second, and so on. */
const PAUSES = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 7 * HOUR, 9 * HOUR]

/** A delivery that failed so often is given up. */
export const MOST_ATTEMPTS = PAUSES.length + 1

/**
 * How long to wait, in milliseconds; undefined when it is given up. Up to a tenth longer than said, so
 * that what failed together does not come back together.
 * @param failures how often it has failed by now.
 */
export function pauseAfter(failures: number, random = Math.random()): number | undefined {
  const pause = PAUSES[failures - 1]
  return pause && Math.round(pause * (1 + random / 10))
}
