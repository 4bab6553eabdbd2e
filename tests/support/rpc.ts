import { encode } from 'next-auth/jwt'
import { handleModelCall } from '@/lib/api/model-rpc'
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
    const query = inQuery ? `?q=${encodeURIComponent(JSON.stringify(args))}` : ''
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
      body: inQuery ? undefined : typeof args === 'string' ? args : JSON.stringify(args),
    })
    const response = await handleModelCall(request, [model, operation])
    const text = await response.text()
    return { status: response.status, body: JSON.parse(text), text }
  }
}
