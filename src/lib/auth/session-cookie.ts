import { decode, type JWT } from 'next-auth/jwt'
import { env } from '@/lib/env'
import { Recent } from '../recent'

/** Browsers accept a cookie with the prefix `__Secure-` over https only. */
export const SECURE_COOKIES = env.APP_URL.startsWith('https://')

export const SESSION_COOKIE = `${SECURE_COOKIES ? '__Secure-' : ''}next-auth.session-token`

/** Opening one derives a key anew each time; what it holds never changes. */
const opened = new Recent<string, Promise<JWT | null>>(5_000)
/** Seconds that the clocks of two servers may differ, as next-auth has it. */
const TOLERANCE = 15

/**
 * Reads the session's secret out of the cookie that next-auth wrote (an encrypted JWT with nothing
 * else in it). Null for a cookie that is absent, expired or not ours.
 */
export async function secretOfCookie(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null
  const token = await opened.of(cookie, () => open(cookie))
  const ended = typeof token?.exp === 'number' && token.exp + TOLERANCE < Date.now() / 1000
  return typeof token?.sid === 'string' && !ended ? token.sid : null
}

async function open(token: string): Promise<JWT | null> {
  try {
    return await decode({ token, secret: env.AUTH_SECRET })
  } catch {
    return null
  }
}
