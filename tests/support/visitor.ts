import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth from 'next-auth'
import { ADDRESS_HEADER } from '@/lib/auth/client-address'
import { userOfRequest } from '@/lib/auth/current-user'
import { unique } from './factories'

type Answer = { status: number; location: string | null; body: unknown; setCookies: string[] }

/**
 * A browser in front of next-auth, with a cookie jar and an address of its own. It calls the same
 * handler as src/app/api/auth, in the form that needs no running Next.js.
 */
export class Visitor {
  readonly cookies = new Map<string, string>()

  constructor(readonly address = unique('address')) {}

  /** Signs in as the form does; `reason` is what the form would show. */
  async signIn(email: string, password: string): Promise<{ ok: boolean; reason: string | null }> {
    const answer = await this.post('callback/credentials', { email, password, json: 'true' })
    const { url } = answer.body as { url: string }
    return { ok: answer.status < 400, reason: new URL(url).searchParams.get('error') }
  }

  async signOut(): Promise<void> {
    await this.post('signout', { json: 'true' })
  }

  /** What next-auth says about who is signed in. */
  async session(): Promise<unknown> {
    return (await this.get('session')).body
  }

  /** Who our own pages and route handlers take this visitor for. */
  user() {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return userOfRequest(new Request('http://localhost:3000/', { headers: { cookie } }))
  }

  get(path: string, query: Record<string, string> = {}): Promise<Answer> {
    return this.call('GET', path, query, undefined)
  }

  /** Posts with the token against cross-site requests that next-auth asks for. */
  async post(path: string, fields: Record<string, string>): Promise<Answer> {
    const { body } = await this.get('csrf')
    const { csrfToken } = body as { csrfToken: string }
    return this.call('POST', path, {}, { csrfToken, ...fields })
  }

  async call(
    method: string,
    path: string,
    query: Record<string, string>,
    body: Record<string, string> | undefined,
  ): Promise<Answer> {
    // Late: a test may set up an identity provider before the options are read.
    const { authOptions } = await import('@/lib/auth/next-auth')
    const answer: Answer = { status: 200, location: null, body: null, setCookies: [] }
    await NextAuth(
      {
        method,
        query: { ...query, nextauth: path.split('/') },
        body,
        cookies: Object.fromEntries(this.cookies),
        headers: { [ADDRESS_HEADER]: this.address },
      } as unknown as NextApiRequest,
      responseInto(answer),
      authOptions,
    )
    for (const line of answer.setCookies) this.keep(line)
    return answer
  }

  private keep(line: string): void {
    const [pair = ''] = line.split(';')
    const name = pair.slice(0, pair.indexOf('='))
    const value = decodeURIComponent(pair.slice(pair.indexOf('=') + 1))
    if (value) this.cookies.set(name, value)
    else this.cookies.delete(name)
  }
}

function responseInto(answer: Answer): NextApiResponse {
  const end = (body: unknown) => {
    answer.body = body ?? null
  }
  const response = {
    status(status: number) {
      answer.status = status
      return response
    },
    getHeader: (name: string) => (name === 'Set-Cookie' ? answer.setCookies : undefined),
    setHeader(name: string, value: string | string[]) {
      if (name === 'Set-Cookie') answer.setCookies = [value].flat()
      if (name === 'Location') answer.location = String(value)
      return response
    },
    send: end,
    json: end,
    end,
  }
  return response as unknown as NextApiResponse
}
