import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Db } from '@/lib/db/door'
import { openDoor } from '@/lib/db/door'
import { makeTestKey } from '../support/api-keys'
import {
  createFilledSpace,
  createParticipant,
  createUser,
  type FilledSpace,
  unique,
} from '../support/factories'
import { newParticipant, type RestCall, restClient } from '../support/rest'
import { cookieOf, rpc } from '../support/rpc'
import { asOwner } from './audit-trail'

/** How many statements each operation costs: exactly, so that nobody adds one without noticing. */

type RpcCall = ReturnType<typeof rpc>

let a: FilledSpace
let db: Db
let call: RestCall
const sent: string[] = []
beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  db = openDoor({ userId: a.space.owner.id, spaceId: a.space.id })
  const made = await makeTestKey({ space: a.space, user: a.space.owner }, { role: 'ADMIN' })
  call = restClient(made.secret)
  const query = Client.prototype.query as (...args: unknown[]) => unknown
  vi.spyOn(Client.prototype, 'query').mockImplementation(function (
    this: Client,
    ...args: unknown[]
  ) {
    const [first] = args as [string | { text: string; parts?: { text: string }[] }]
    // Several in one message (src/lib/db/message.ts) are as many statements.
    if (typeof first === 'string') sent.push(first)
    else sent.push(...(first.parts ?? [first]).map(({ text }) => text))
    return query.apply(this, args)
  } as never)
})
afterAll(() => vi.restoreAllMocks())

/** What is sent for `work`, once the connections know who acts. */
async function statementsOf(
  prepare: () => Promise<unknown>,
  work: (made: never) => Promise<unknown>,
) {
  // Both pools are warm afterwards and tell nobody anew, and what is asked is known (known-statements.ts).
  for (let use = 0; use < 6; use++) await work((await prepare()) as never)
  const made = (await prepare()) as never
  sent.length = 0
  await work(made)
  return sent.map((text) => text.trim().split(/\s/)[0]?.toUpperCase())
}

const nothing = async () => undefined
const somebody = () => createParticipant(a.study)
type Somebody = { id: string }

describe('through the door', () => {
  test.each<[string, string[], () => Promise<unknown>, (made: Somebody) => Promise<unknown>]>([
    [
      'a list',
      ['SELECT'],
      nothing,
      () => db.participant.findMany({ where: { studyId: a.study.id }, take: 25 }),
    ],
    ['one record', ['SELECT'], somebody, ({ id }) => db.participant.findUnique({ where: { id } })],
    ['a count', ['SELECT'], nothing, () => db.participant.count()],
    [
      'a new record',
      // One message.
      ['INSERT', 'SELECT'],
      nothing,
      () => db.participant.create({ data: { studyId: a.study.id, code: unique('p') } }),
    ],
    [
      'a change',
      ['UPDATE'],
      somebody,
      ({ id }) => db.participant.update({ where: { id }, data: { locale: 'pt-BR' } }),
    ],
    [
      'a deletion',
      ['SELECT', 'DELETE'],
      somebody,
      ({ id }) => db.participant.delete({ where: { id } }),
    ],
  ])('%s costs %j', async (_, expected, prepare, work) => {
    expect(await statementsOf(prepare, work)).toEqual(expected)
  })
})

const aThousand = () =>
  call('POST', 'operations', {
    'atomic:operations': Array.from({ length: 1_000 }, () => ({
      op: 'add',
      ...newParticipant(a.study.id, unique('p')),
    })),
  })

/** One for the key, its membership included; a write tells the connection why and by which request. */
describe('over REST', () => {
  const study = () => a.study.id
  test.each<
    [string, number, () => Promise<unknown>, (made: Somebody) => Promise<{ status: number }>]
  >([
    ['a list', 2, nothing, () => call('GET', `participant?filter[study]=${study()}&sort=code`)],
    ['a list with its total', 3, nothing, () => call('GET', 'participant?page[total]=true')],
    ['one record', 2, somebody, ({ id }) => call('GET', `participant/${id}`)],
    [
      'a new record',
      1 + 3,
      nothing,
      () => call('POST', 'participant', newParticipant(study(), unique('p'))),
    ],
    [
      'a change',
      1 + 2,
      somebody,
      ({ id }) =>
        call('PATCH', `participant/${id}`, {
          data: { type: 'participant', id, attributes: { locale: 'pt-BR' } },
        }),
    ],
    ['a deletion', 1 + 4, somebody, ({ id }) => call('DELETE', `participant/${id}`)],
    [
      'a thousand new records',
      7,
      async () => {
        await aThousand()
        // In a table that they multiply, one statement more tells PostgreSQL of them.
        await asOwner((sql) => sql('analyze "Participant"'))
      },
      aThousand,
    ],
  ])('%s costs %i', async (_, expected, prepare, work) => {
    const words = await statementsOf(prepare, async (made) => {
      const { status } = await work(made)
      expect(status).toBeLessThan(300)
    })
    expect(words.length, words.join(' ')).toBe(expected)
  })
})

/** One for the session, its membership included. */
describe('over RPC', () => {
  test.each<[string, number, (call: RpcCall) => Promise<{ status: number }>]>([
    [
      'a list',
      2,
      (call) => call('participant', 'findMany', { where: { studyId: a.study.id }, take: 25 }),
    ],
    [
      'one record',
      2,
      (call) => call('participant', 'findUnique', { where: { id: a.participant.id } }),
    ],
    [
      'a new record',
      1 + 3,
      (call) => call('participant', 'create', { data: { studyId: a.study.id, code: unique('p') } }),
    ],
  ])('%s costs %i', async (_, expected, work) => {
    const call = rpc({ cookie: await cookieOf(a.space.owner.id), space: a.space.slug })
    const words = await statementsOf(nothing, async () => {
      const { status } = await work(call)
      expect(status).toBeLessThan(300)
    })
    expect(words.length, words.join(' ')).toBe(expected)
  })
})
