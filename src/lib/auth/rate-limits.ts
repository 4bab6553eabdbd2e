import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { systemPool } from '@/lib/db/system'
import { type Outcome, refused } from './outcome'
import { hashOf } from './secrets'

const MINUTE = 60

/** Counts in the database, for all servers together: so many points in so many minutes. */
export function limiter(keyPrefix: string, points: number, minutes: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: systemPool,
    storeType: 'pool',
    tableName: 'RateLimit',
    tableCreated: true,
    keyPrefix,
    points,
    duration: minutes * MINUTE,
  })
}

/** How often something may be tried in a span of time, by all servers of the database together. */
export const limits = {
  /** Wrong passwords for one e-mail from one address. */
  signIn: limiter('sign-in', 10, 15),
  /** Wrong passwords from one address; many people share the address of a university. */
  signInFromAddress: limiter('sign-in-address', 100, 15),
  /** Mails that anybody can have sent to one e-mail. */
  mailTo: limiter('mail-to', 5, 60),
  /** Mails that anybody can have sent from one address. */
  mailFromAddress: limiter('mail-address', 30, 60),
  /** Invitations by one user. */
  invitation: limiter('invitation', 100, 60),
  /** Links that turned out not to work, from one address. */
  link: limiter('link', 30, 15),
}

export type Use = { limit: RateLimiterPostgres; key: string }

/**
 * Counts one try against every limit.
 * @returns null when all allow it, otherwise a sentence that says when to try again.
 */
export async function countTry(uses: Use[]): Promise<string | null> {
  const waits = await Promise.all(uses.map(({ limit, key }) => secondsToWait(limit, key)))
  const longest = Math.max(...waits)
  return longest > 0 ? tryAgainIn(longest) : null
}

/** Does something of which only the failures count; refuses to try when there were too many. */
export async function countFailures<Result extends object>(
  uses: Use[],
  work: () => Promise<Outcome<Result>>,
): Promise<Outcome<Result>> {
  // Counted before, so that tries at the same moment cannot all slip through.
  const wait = await countTry(uses)
  if (wait) return refused(wait)
  const result = await work()
  if (result.ok) await Promise.all(uses.map(({ limit, key }) => limit.reward(stored(key))))
  return result
}

async function secondsToWait(limit: RateLimiterPostgres, key: string): Promise<number> {
  try {
    await limit.consume(stored(key))
    return 0
  } catch (refusal) {
    if (refusal instanceof RateLimiterRes) return Math.ceil(refusal.msBeforeNext / 1000)
    throw refusal
  }
}

/** The table keeps no e-mails or addresses, and its key has 255 characters. */
const stored = (key: string) => hashOf(key)

function tryAgainIn(seconds: number): string {
  const minutes = Math.ceil(seconds / MINUTE)
  return `Too many attempts. Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`
}
