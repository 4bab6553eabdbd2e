import { expect } from 'vitest'
import type { Random } from '../../scripts/demo/random'
import { newParticipant, type RestAnswer, type RestCall } from './rest'

/** Writes that are sent more than once, and what must stand afterwards, whatever was answered. */

/** Participants of a study by their code: as they must stand, and how often they were changed. */
export type Model = {
  present: Map<string, { locale: string | null; updates: number }>
  /** Those that were there and went. */
  gone: Map<string, { updates: number }>
}

/** A caller with a key of its own, and the study that it writes into. */
export type Caller = { call: RestCall; studyId: string; model: Model }

export type Write = {
  method: 'POST' | 'PATCH' | 'DELETE'
  path: string
  body?: object
  headers?: Record<string, string>
}

type Given = Pick<RestAnswer, 'status' | 'text'> & { tag: string | null }

/** A write with its key, and what was answered first, which every repetition must be answered with. */
type Sent = { by: Caller; key: string; write: Write; answer: Given }

const givenOf = ({ status, text, headers }: RestAnswer): Given => ({
  status,
  text,
  tag: headers.get('etag'),
})

/** Sends writes with keys, several times, and remembers them so that they can be sent again later. */
export class Retries {
  /** Requests so far. */
  requests = 0
  readonly sent: Sent[] = []
  #keys = 0

  constructor(readonly random: Random) {}

  newKey(): string {
    return `key-${++this.#keys}`
  }

  send({ call }: Caller, key: string, { method, path, body, headers }: Write): Promise<RestAnswer> {
    this.requests += 1
    return call(method, path, body, { ...headers, 'idempotency-key': key })
  }

  /**
   * Sends a write that is to succeed one to four times: at the same moment, one after the other, or
   * both, and now and then with something else under its key, which is refused.
   */
  async write(by: Caller, write: Write, key = this.newKey()): Promise<Given> {
    const atOnce = this.random.between(1, 3)
    const together = Array.from({ length: atOnce }, () => this.send(by, key, write))
    const answers = await Promise.all(together)
    const [first] = answers.map(givenOf) as [Given]
    expect(first.status, first.text).toBeLessThan(300)
    const fresh = answers.filter(({ headers }) => !headers.has('idempotency-replayed'))
    expect(fresh).toHaveLength(1)
    for (const answer of answers) expect(givenOf(answer)).toEqual(first)
    const sent = { by, key, write, answer: first }
    this.sent.push(sent)
    if (this.random.chance(0.3)) await this.again(sent)
    if (this.random.chance(0.1)) await this.another(sent)
    return first
  }

  /** Sends a write that was carried out once more: it is answered as before, to the byte. */
  async again({ by, key, write, answer }: Sent): Promise<void> {
    const repeated = await this.send(by, key, write)
    expect(givenOf(repeated)).toEqual(answer)
    expect(repeated.headers.get('idempotency-replayed')).toBe('true')
  }

  /** Sends something else under the key of a write that was carried out. */
  async another({ by, key }: Sent): Promise<void> {
    const code = `never-${key}`
    const { status, json } = await this.send(by, key, createOf(by, code))
    expect([status, json.errors[0]?.source]).toEqual([422, { header: 'idempotency-key' }])
  }
}

export const createOf = (by: { studyId: string }, code: string): Write => ({
  method: 'POST',
  path: 'participant',
  body: newParticipant(by.studyId, code),
})

export const changeOf = (id: string, locale: string, tag?: string): Write => ({
  method: 'PATCH',
  path: `participant/${id}`,
  body: { data: { type: 'participant', id, attributes: { locale } } },
  headers: tag ? { 'if-match': tag } : {},
})

export const deleteOf = (id: string, tag?: string): Write => ({
  method: 'DELETE',
  path: `participant/${id}`,
  headers: tag ? { 'if-match': tag } : {},
})

export const operationsOf = (operations: object[]): Write => ({
  method: 'POST',
  path: 'operations',
  body: { 'atomic:operations': operations },
  headers: { 'content-type': 'application/vnd.api+json; ext="https://jsonapi.org/ext/atomic"' },
})
