import type { PoolClient } from 'pg'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { appPool, systemPool } from '@/lib/db/system'
import { makeTestKey } from '../support/api-keys'
import { createFilledSpace, createUser, type FilledSpace, unique } from '../support/factories'
import { captureLog } from '../support/log'
import { differenceOf, operationOf } from '../support/openapi'
import { newStudy, type RestCall, restClient } from '../support/rest'
import { rpc, signedInCookie } from '../support/rpc'

/** PostgreSQL is away, or has no connection left: nobody waits for ever, and everybody hears the same. */

let filled: FilledSpace
let call: RestCall
let ask: ReturnType<typeof rpc>
beforeAll(async () => {
  filled = await createFilledSpace('A', await createUser())
  const { space } = filled
  const { secret } = await makeTestKey({ space, user: space.owner }, { role: 'ADMIN' })
  call = restClient(secret)
  await call('GET', 'study')
  ask = rpc({ cookie: await signedInCookie(space.owner.id), space: space.slug })
})

const pools = { app: appPool, system: systemPool }
type Name = keyof typeof pools

/** What nobody outside is told. */
const INSIDE = /prisma|postgres|pool|connect|127\.0\.0\.1/i

/** Until the test is over. */
function change(name: Name, options: object): void {
  const { options: own } = pools[name]
  const before = { ...own }
  Object.assign(own, options)
  onTestFinished(() => {
    Object.assign(own, before)
  })
}

/** Every connection of a pool is held by others until the test is over. */
async function exhaust(name: Name): Promise<() => void> {
  const pool = pools[name]
  const held: PoolClient[] = []
  for (let at = 0; at < (pool.options.max ?? 0); at++) held.push(await pool.connect())
  const release = () => {
    for (const client of held.splice(0)) client.release()
  }
  onTestFinished(release)
  change(name, { connectionTimeoutMillis: 50 })
  return release
}

/** Every connection is closed, and none is made any more. */
async function shutDown(name: Name): Promise<void> {
  const pool = pools[name]
  const held: PoolClient[] = []
  for (let at = 0; at < pool.totalCount; at++) held.push(await pool.connect())
  for (const client of held) client.release(true)
  change(name, { connectionString: undefined, host: '127.0.0.1', port: 1 })
}

const both: Name[] = ['app', 'system']
const states: [string, Name, (name: Name) => Promise<unknown>][] = both.flatMap((name) => [
  [`the pool "${name}" is exhausted`, name, exhaust],
  [`the pool "${name}" is refused`, name, shutDown],
])

describe.each(states)('%s', (_, name, breakDown) => {
  test('the REST door answers 503, as it is described', async () => {
    await breakDown(name)
    const lines = captureLog()
    const asked: [string, ...Parameters<RestCall>][] = [
      ['study.list', 'GET', 'study'],
      ['study.create', 'POST', 'study', newStudy(unique('s'))],
    ]
    for (const [id, ...request] of asked) {
      const answer = await call(...request)
      const { status, headers, json, text } = answer
      expect([status, json.errors[0]?.code], text).toEqual([503, 'busy'])
      expect(headers.get('retry-after')).toBe('5')
      expect(differenceOf(operationOf(id), answer)).toBeUndefined()
      expect(text).not.toMatch(INSIDE)
    }
    // The operator learns what it was.
    const told = lines().filter(({ level }) => level === 'error')
    expect(told.map(({ error }) => (error as { name: string }).name)).toEqual([
      'NoConnection',
      'NoConnection',
    ])
  })

  test('the RPC door answers 503 in its own shape', async () => {
    await breakDown(name)
    const { status, body, text } = await ask('study', 'findMany')
    expect([status, body], text).toEqual([
      503,
      { error: expect.objectContaining({ code: 'busy', requestId: expect.any(String) }) },
    ])
    expect(text).not.toMatch(INSIDE)
  })
})

test.each(both)('the pool "%s" does not let anybody wait for ever', (name) => {
  expect(pools[name].options.connectionTimeoutMillis).toBe(10_000)
})

test('what waited in vain holds nothing: with connections again, everything works', async () => {
  const release = await exhaust('app')
  const body = newStudy(unique('s'))
  const waiting = Array.from({ length: 50 }, () => call('POST', 'study', body))
  const statuses = (await Promise.all(waiting)).map(({ status }) => status)
  expect(new Set(statuses)).toEqual(new Set([503]))
  release()
  expect((await call('POST', 'study', body)).status).toBe(201)
  expect([appPool.waitingCount, appPool.totalCount - appPool.idleCount]).toEqual([0, 0])
})

test('a connection that breaks in the middle of a request is no mistake of ours', async () => {
  const lock = await systemPool.connect()
  await lock.query('begin')
  await lock.query('lock table "Study" in access exclusive mode')
  const waiting = call('GET', 'study')
  // Whoever waits for the table, here and not in another test's database, loses the connection.
  await vi.waitFor(async () => {
    const { rowCount } = await lock.query(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_database d on d.oid = l.database
       where not l.granted and l.relation = '"Study"'::regclass and d.datname = current_database()`,
    )
    expect(rowCount).toBeGreaterThan(0)
  })
  await lock.query('rollback')
  lock.release()
  const { status, json } = await waiting
  expect([status, json.errors[0]?.code]).toEqual([503, 'busy'])
  expect((await call('GET', 'study')).status).toBe(200)
})
