import { decode } from 'next-auth/jwt'
import { env } from '@/lib/env'

/** Browsers accept a cookie with the prefix `__Secure-` over https only. */
export const SECURE_COOKIES = env.APP_URL.startsWith('https://')

export const SESSION_COOKIE = `${SECURE_COOKIES ? '__Secure-' : ''}next-auth.session-token`

/**
 * Reads the session's secret out of the cookie that next-auth wrote (an encrypted JWT with nothing
 * else in it). Null for a cookie that is absent, expired or not ours.
 */
export async function secretOfCookie(cookie: string | undefined): Promise<string | null> {
  if (!cookie) return null
  try {
    const token = await decode({ token: cookie, secret: env.AUTH_SECRET })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}
