import { type KeyPass, passOfKey } from '../auth/api-keys'
import { ADDRESS_HEADER, addressKey } from '../auth/client-address'
import { LeasedLimit, type Limit, LimitReached } from '../auth/leased-limit'
import { limiter } from '../auth/rate-limits'
import { env } from '../env'
import { Rejection } from '../errors/rejection'

const requests = new LeasedLimit(limiter('api-key', env.API_LIMIT_PER_MINUTE, 1))
/** Requests without a live key, by address: many programs share the address of a university. */
const failures = new LeasedLimit(limiter('api-address', 100, 1))

/**
 * Counts a request of a key.
 * @throws LimitReached with the seconds to wait.
 */
export const limitOf = (keyId: string): Promise<Limit> => requests.take(keyId)

/**
 * Which keys live at which address, as far as this process knows: whoever else shares the address and
 * tries too often does not shut them out. Of a key only what finds it, "Bearer ssk_" and its prefix.
 */
const proven = new Set<string>()
const SHOWN = 'Bearer ssk_0123456789ab'.length
const MOST_PROVEN = 10_000

/**
 * Who calls, counting both ways: the requests of a live key, and for each address those without one.
 * @throws what `passOfKey` throws, or LimitReached.
 */
export async function limitedPassOfKey(request: Request): Promise<{ pass: KeyPass; limit: Limit }> {
  const address = addressKey(request.headers.get(ADDRESS_HEADER))
  const shown = `${address} ${request.headers.get('authorization')?.slice(0, SHOWN)}`
  if (!proven.has(shown)) failures.check(address)
  const pass = await passOfKey(request).catch(async (error: unknown) => {
    proven.delete(shown)
    if (error instanceof Rejection && error.code === 'signed_out') await failures.take(address)
    throw error
  })
  if (proven.size >= MOST_PROVEN) proven.clear()
  proven.add(shown)
  return { pass, limit: await limitOf(pass.keyId) }
}

/** The headers of draft-ietf-httpapi-ratelimit-headers-06; with LimitReached, Retry-After (RFC 9110). */
export function limitHeaders(of: Limit | LimitReached): Record<string, string> {
  const { limit, remaining, resetSeconds } = of instanceof LimitReached ? of.limit : of
  return {
    'ratelimit-limit': String(limit),
    'ratelimit-remaining': String(remaining),
    'ratelimit-reset': String(resetSeconds),
    ...(of instanceof LimitReached && { 'retry-after': String(resetSeconds) }),
  }
}
