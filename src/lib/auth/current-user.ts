import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { note } from '../request-note'
import { PATH_HEADER, sameSitePath, signInPath } from './same-site-path'
import { SESSION_COOKIE, secretOfCookie } from './session-cookie'
import { type SignedIn, userOfSession } from './sessions'

/** The signed-in user of a page or server action, or null; asked once per request. */
export const getUser = cache(async (): Promise<SignedIn | null> => {
  const secret = await getSessionSecret()
  return secret ? userOfSession(secret) : null
})

/** The same for a route handler, which may run outside Next.js. */
export async function userOfRequest(request: Request): Promise<SignedIn | null> {
  const secret = await secretOfRequest(request)
  const user = secret ? await userOfSession(secret) : null
  if (user) note(request, { actor: user.id })
  return user
}

/** The secret in a request's session cookie; says nothing about whether the session lives. */
export const secretOfRequest = (request: Request): Promise<string | null> =>
  secretOfCookie(cookieOf(request, SESSION_COOKIE))

/** The signed-in user; signed out, leads to the sign-in page and from there back to this one. */
export async function requireUser(): Promise<SignedIn> {
  const user = await getUser()
  if (user) return user
  redirect(signInPath(sameSitePath((await headers()).get(PATH_HEADER))))
}

/** The same of a page or server action. */
export async function getSessionSecret(): Promise<string | null> {
  return secretOfCookie((await cookies()).get(SESSION_COOKIE)?.value)
}

function cookieOf(request: Request, name: string): string | undefined {
  const pairs = request.headers.get('cookie')?.split(';') ?? []
  const pair = pairs.map((text) => text.trim()).find((text) => text.startsWith(`${name}=`))
  return pair?.slice(name.length + 1)
}
