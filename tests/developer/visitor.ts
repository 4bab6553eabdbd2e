import { deserialize, serialize } from '@zenstackhq/runtime/browser'

type Answer = { data?: unknown; meta?: { serialization?: never }; error?: unknown }

/** Somebody with a session in a server under test, over HTTP alone. */
export class Visitor {
  #cookies = new Map<string, string>()

  constructor(readonly url: string) {}

  async signIn(email: string, password = 'studyspace-demo'): Promise<this> {
    const { csrfToken } = (await (await this.#fetch('/api/auth/csrf')).json()) as {
      csrfToken: string
    }
    const body = new URLSearchParams({ csrfToken, email, password, json: 'true' })
    const answer = await this.#fetch('/api/auth/callback/credentials', { method: 'POST', body })
    if (!answer.ok) throw new Error(`Signing in was answered with ${answer.status}.`)
    return this
  }

  /** The session, as a browser takes it. */
  get cookies(): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.url }))
  }

  /** Calls the RPC door; `data` is what the hooks would get. */
  async call(space: string, model: string, operation: string, args: unknown, method = 'GET') {
    const { data: plain, meta } = serialize(args) as { data: object; meta?: object }
    const inQuery = method === 'GET' || method === 'DELETE'
    const query = new URLSearchParams({ q: JSON.stringify(plain) })
    if (meta) query.set('meta', JSON.stringify({ serialization: meta }))
    const sent = meta ? { ...plain, meta: { serialization: meta } } : plain
    const answer = await this.#fetch(
      `/api/model/${model}/${operation}${inQuery ? `?${query}` : ''}`,
      {
        method,
        headers: { 'x-space': space, 'content-type': 'application/json' },
        body: inQuery ? undefined : JSON.stringify(sent),
      },
    )
    const body = (await answer.json()) as Answer
    const described = body.meta?.serialization
    // biome-ignore lint/suspicious/noExplicitAny: answers differ per model and operation; tests look at what they expect.
    const data: any = described ? deserialize(body.data, described) : body.data
    return { status: answer.status, data, body }
  }

  async #fetch(path: string, options: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(`${this.url}${path}`, {
      ...options,
      redirect: 'manual',
      headers: { cookie, 'sec-fetch-site': 'same-origin', ...options.headers },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return answer
  }
}
