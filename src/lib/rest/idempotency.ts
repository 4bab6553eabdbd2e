import { createHash } from 'node:crypto'
import type { Once } from '../db/once'
import { refuseHeader } from './refusal'

const KEY = /^[\x21-\x7e]{1,200}$/

/**
 * The `Idempotency-Key` of a request, and what makes two requests the same.
 * @throws RestRefusal for a header that is no key.
 */
export function onceOf({ headers, method, url }: Request, body: string): Once | undefined {
  const key = headers.get('idempotency-key')
  if (key === null) return undefined
  if (!KEY.test(key)) {
    throw refuseHeader('idempotency-key', 'A key has 1 to 200 visible ASCII characters.')
  }
  const { pathname, search } = new URL(url)
  const text = `${method} ${pathname}${search} ${headers.get('if-match') ?? ''}\n${body}`
  return { key, fingerprint: createHash('sha256').update(text).digest('base64url') }
}
