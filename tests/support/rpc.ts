import { serialize } from '@zenstackhq/runtime/browser'
import { encode } from 'next-auth/jwt'
import { handleModelCall } from '@/lib/api/model-rpc'
import { responseOf } from '@/lib/api/reply'
import { SPACE_HEADER } from '@/lib/api/space-header'
import { SESSION_COOKIE } from '@/lib/auth/session-cookie'
import { startSession } from '@/lib/auth/sessions'
import { env } from '@/lib/env'

const METHODS: Record<string, string> = {
  create: 'POST',
  createMany: 'POST',
  upsert: 'POST',
  update: 'PUT',
  updateMany: 'PUT',
  delete: 'DELETE',
  deleteMany: 'DELETE',
}

export type RpcAnswer = {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: answers differ per model and operation; tests look at what they expect.
  body: any
  text: string
}

/** The cookie header of somebody who has just signed in. */
export async function signedInCookie(userId: string): Promise<string> {
  const sid = await startSession(userId)
  return `${SESSION_COOKIE}=${await encode({ token: { sid }, secret: env.AUTH_SECRET })}`
}

/**
 * Calls the RPC door as a browser of ours would: `rpc({ cookie, space })('study', 'findMany', {})`.
 * `headers` replaces single headers; an empty value leaves one out.
 */
export function rpc({
  cookie,
  space,
  headers = {},
}: {
  cookie?: string
  space?: string
  headers?: Record<string, string>
}) {
  return async (
    model: string,
    operation: string,
    args: unknown = {},
    method = METHODS[operation] ?? 'GET',
  ): Promise<RpcAnswer> => {
    const inQuery = method === 'GET' || method === 'DELETE'
    const { text, meta } = written(args)
    const query = inQuery ? `?${new URLSearchParams({ q: text, ...(meta && { meta }) })}` : ''
    const all = new Headers({
      ...(cookie && { cookie }),
      ...(space && { [SPACE_HEADER]: space }),
      'content-type': 'application/json',
      'sec-fetch-site': 'same-origin',
      ...headers,
    })
    for (const [name, value] of Object.entries(headers)) if (value === '') all.delete(name)
    const request = new Request(`${env.APP_URL}/api/model/${model}/${operation}${query}`, {
      method,
      headers: all,
      body: inQuery ? undefined : meta ? `${text.slice(0, -1)},"meta":${meta}}` : text,
    })
    const response = responseOf(await handleModelCall(request))
    const answer = await response.text()
    return { status: response.status, body: JSON.parse(answer), text: answer }
  }
}

/** Arguments as the hooks send them: what JSON has no word for is described beside it. */
function written(args: unknown): { text: string; meta?: string } {
  if (typeof args === 'string') return { text: args }
  if (!needsMore(args)) return { text: JSON.stringify(args) }
  const { data, meta } = serialize(args)
  return { text: JSON.stringify(data), meta: JSON.stringify({ serialization: meta }) }
}

/** Dates go as texts, which is what other clients send. */
const needsMore = (value: unknown): boolean =>
  typeof value === 'bigint' ||
  value instanceof Uint8Array ||
  (typeof value === 'object' && value !== null && Object.values(value).some(needsMore))

const cookies = new Map<string, Promise<string>>()

/** The cookie of somebody who signed in once: a test of what changes nothing must not sign in again. */
export function cookieOf(userId: string): Promise<string> {
  const cookie = cookies.get(userId) ?? signedInCookie(userId)
  cookies.set(userId, cookie)
  return cookie
}
