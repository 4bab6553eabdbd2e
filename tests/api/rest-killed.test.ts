import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { verifyTrail } from '@/lib/audit/verify'
import { connectTo } from '@/lib/db/connect-to'
import { system } from '@/lib/db/system'
import { Random } from '../../scripts/demo/random'
import { makeTestKey } from '../support/api-keys'
import { databaseUrl } from '../support/database'
import { createSpace, createStudy, createWebhook, unique } from '../support/factories'
import { MortalServers } from '../support/mortal-servers'
import { changeOf, createOf, deleteOf, operationsOf, type Write } from '../support/retried-writes'

/**
 * Servers are killed while they write, again and again, and programs send what broke off once more,
 * under the same key: in the end everything stands once, with its trail and its messages.
 */

vi.hoisted(() => {
  process.env.API_LIMIT_PER_MINUTE = '1000000'
})

const PROGRAMS = 16
/** Of each program; a round is five writes. */
const ROUNDS = 8
/** A server is killed after so many requests, at random. */
const LIVES = [30, 120] as const

const random = new Random(unique('seed'))
let servers: MortalServers
let space: Awaited<ReturnType<typeof createSpace>>
let study: { studyId: string }
let secret: string

beforeAll(async () => {
  servers = await MortalServers.open()
  space = await createSpace()
  study = { studyId: (await createStudy(space)).id }
  secret = (await makeTestKey({ space, user: space.owner }, { role: 'ADMIN' })).secret
  await createWebhook(space, { events: [...EVENTS.values()] })
})
afterAll(() => servers.close())

const EVENTS = new Map([
  ['create', 'participant.created'],
  ['update', 'participant.updated'],
  ['delete', 'participant.deleted'],
])

/** What must be in the end: what was done to each participant, by its code. */
const expected = new Map<string, string[]>()
const done = (code: string, action: string) =>
  expected.set(code, [...(expected.get(code) ?? []), action])
/** Codes of one request each that broke off and was not sent again: all of them are there, or none. */
const abandoned: string[][] = []
let carriedOut = 0
let broken = 0
let answeredAgain = 0
let left = random.between(...LIVES)

/** One request. @returns null where the server died before its answer was complete. */
async function send({ method, path, body, headers }: Write, key: string) {
  left -= 1
  if (left === 0) {
    left = random.between(...LIVES)
    // In a moment in which the requests of the others are anywhere.
    servers.killOne()
  }
  const url = `${await servers.url()}/api/rest/${path}`
  try {
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${secret}`,
        'x-forwarded-for': '203.0.113.5',
        'idempotency-key': key,
        ...(body && { 'content-type': 'application/vnd.api+json' }),
        ...headers,
      },
      body: body && JSON.stringify(body),
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    broken += 1
    return null
  }
}

/** Sends a write until it is answered. */
async function write(what: Write) {
  const key = unique('key')
  let first = true
  for (;;) {
    const answer = await send(what, key)
    if (answer) {
      expect(answer.status, answer.text).toBeLessThan(300)
      if (answer.headers.has('idempotency-replayed')) {
        expect(first).toBe(false)
        answeredAgain += 1
      }
      carriedOut += 1
      return answer
    }
    first = false
  }
}

const add = (code: string) => ({ op: 'add', ...createOf(study, code).body })

async function round(): Promise<void> {
  const code = unique('p')
  const made = await write(createOf(study, code))
  done(code, 'create')
  const { id } = JSON.parse(made.text).data
  await write(changeOf(id, 'de', made.headers.get('etag') ?? ''))
  done(code, 'update')

  const codes = [unique('p'), unique('p'), unique('p')]
  const attributes = { locale: 'fr' }
  const update = { op: 'update', data: { type: 'participant', id, attributes } }
  await write(operationsOf([...codes.map(add), update]))
  for (const one of codes) done(one, 'create')
  done(code, 'update')

  if (random.chance(0.5)) {
    await write(changeOf(id, 'it'))
    done(code, 'update')
  } else {
    await write(deleteOf(id))
    done(code, 'delete')
  }

  const perhaps = [unique('p'), unique('p'), unique('p'), unique('p')]
  const answer = await send(operationsOf(perhaps.map(add)), unique('key'))
  if (!answer) {
    abandoned.push(perhaps)
    return
  }
  expect(answer.status, answer.text).toBe(200)
  carriedOut += 1
  for (const one of perhaps) done(one, 'create')
}

test('servers that are killed leave each write once, with its trail and its messages', async () => {
  const program = async () => {
    for (let at = 0; at < ROUNDS; at++) await round()
  }
  await Promise.all(Array.from({ length: PROGRAMS }, program))
  // No transaction of a dead server is open any more.
  await servers.close()

  let surviving = 0
  for (const codes of abandoned) {
    const where = { studyId: study.studyId, code: { in: codes } }
    const there = await system.participant.count({ where })
    expect([0, codes.length]).toContain(there)
    if (there === 0) continue
    surviving += 1
    for (const code of codes) done(code, 'create')
  }
  const rows = await system.participant.findMany({ where: { spaceId: space.id } })
  const present = [...expected].filter(([, actions]) => !actions.includes('delete'))
  expect(rows.map(({ code }) => code).sort()).toEqual(present.map(([code]) => code).sort())

  const where = { spaceId: space.id, entity: 'Participant' }
  const events = await system.auditEvent.findMany({ where, orderBy: { id: 'asc' } })
  const codeOf = new Map(
    events.flatMap(({ action, entityId, changes }) =>
      action === 'create' ? [[entityId, (changes as { code: string }).code]] : [],
    ),
  )
  const history = new Map<string, string[]>()
  for (const { entityId, action } of events) {
    const code = codeOf.get(entityId) ?? ''
    history.set(code, [...(history.get(code) ?? []), action])
  }
  expect(history).toEqual(expected)
  expect(await faultsOfTrail()).toEqual([])

  const told = await system.webhookDelivery.findMany({ where: { spaceId: space.id } })
  expect(told.map(({ type, entityId }) => `${type} ${entityId}`).sort()).toEqual(
    events.map(({ action, entityId }) => `${EVENTS.get(action)} ${entityId}`).sort(),
  )
  expect(await system.keptAnswer.count()).toBe(carriedOut + surviving)
  expect(servers.kills).toBeGreaterThan(3)
  expect(broken).toBeGreaterThan(0)
  process.stderr.write(
    `killed ${servers.kills} times, ${broken} requests broke off, ${answeredAgain} of them were carried out before, ${abandoned.length} given up, of which ${surviving} stand\n`,
  )
}, 600_000)

async function faultsOfTrail() {
  const client = await connectTo(databaseUrl)
  const faults: object[] = []
  try {
    const query = async <Row>(sql: string, values?: unknown[]) =>
      (await client.query(sql, values)).rows as Row[]
    await verifyTrail(query, space.id, (fault) => faults.push(fault))
  } finally {
    await client.end()
  }
  return faults
}
