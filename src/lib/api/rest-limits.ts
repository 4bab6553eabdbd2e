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
 * Who calls, counting both ways: the requests of a live key, and for each address those without one.
 * @throws what `passOfKey` throws, or LimitReached.
 */
export async function limitedPassOfKey(request: Request): Promise<{ pass: KeyPass; limit: Limit }> {
  const address = addressKey(request.headers.get(ADDRESS_HEADER))
  failures.check(address)
  const pass = await passOfKey(request).catch(async (error: unknown) => {
    if (error instanceof Rejection && error.code === 'signed_out') await failures.take(address)
    throw error
  })
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
