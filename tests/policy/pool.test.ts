import { beforeAll, describe, expect, test } from 'vitest'
import { ActingPool, acting, type Planning } from '@/lib/db/pool'
import { env } from '@/lib/env'

/** Connections that know who acts: told at the right moment, and never anybody else's afterwards. */

let pool: ActingPool
beforeAll(() => {
  pool = new ActingPool({ connectionString: env.APP_DATABASE_URL, max: 1 })
  // The database goes away under an idle connection.
  pool.on('error', () => {})
  return () => pool.end()
})

const KNOWN = `select current_setting('app.user_id', true) as user, current_setting('app.space_id', true) as space`
type Known = { user: string; space: string }

/** A transaction of the one connection, as Prisma's adapter makes it. */
async function transaction(end: 'COMMIT' | 'ROLLBACK'): Promise<Known | undefined> {
  const client = await pool.connect()
  await client.query({ text: 'BEGIN', values: [] })
  const { rows } = await client.query<Known>(KNOWN)
  await client.query(end)
  client.release()
  return rows[0]
}

const known = async () => (await pool.query<Known>(KNOWN)).rows[0]
const as = <Result>(userId: string, work: () => Promise<Result>) =>
  acting.run({ userId, spaceId: `space of ${userId}` }, work)
const somebody = (user: string) => ({ user, space: `space of ${user}` })

describe.each(['COMMIT', 'ROLLBACK'] as const)('after a transaction that ends with %s', (end) => {
  test('everybody is known as themselves, in whatever order', async () => {
    expect(await as('ada', known)).toEqual(somebody('ada'))
    expect(await as('ben', () => transaction(end))).toEqual(somebody('ben'))
    expect(await as('ben', known)).toEqual(somebody('ben'))
    expect(await as('ada', () => transaction(end))).toEqual(somebody('ada'))
    expect(await as('ada', () => transaction(end))).toEqual(somebody('ada'))
    expect(await known()).toEqual({ user: '', space: '' })
    expect(await transaction(end)).toEqual({ user: '', space: '' })
    expect(await as("o'hara \\ $1", () => transaction(end))).toEqual(somebody("o'hara \\ $1"))
    expect(await as('ada', known)).toEqual(somebody('ada'))
  })
})

test('a connection that somebody took and sent nothing over is nobody’s', async () => {
  await as('ada', async () => (await pool.connect()).release())
  expect(await as('ben', known)).toEqual(somebody('ben'))
  await as('ada', async () => (await pool.connect()).release())
  expect(await known()).toEqual({ user: '', space: '' })
})

test('what is sent without a transaction is told first', async () => {
  const client = await as('ada', () => pool.connect())
  const { rows } = await client.query<Known>(KNOWN)
  client.release()
  expect(rows).toEqual([somebody('ada')])
})

test('a transaction whose connection cannot be told does not begin', async () => {
  const client = await as('\0', () => pool.connect())
  await expect(client.query({ text: 'BEGIN', values: [] })).rejects.toThrow()
  client.release(true)
  expect(await as('ada', known)).toEqual(somebody('ada'))
})

const PROCESS = 'select pg_backend_pid()'

describe('a statement that is asked in one message', () => {
  const asked = async (plans: Planning = 'auto') => {
    const [row] = await pool.ask([{ name: 'known', text: KNOWN, values: [] }], plans)
    return { user: row?.[0], space: row?.[1] }
  }
  const planning = async () => {
    const text = `select current_setting('plan_cache_mode')`
    return (await pool.query<{ current_setting: string }>(text)).rows[0]?.current_setting
  }

  test('knows who asks, among everything else that the connection does', async () => {
    expect(await as('ada', asked)).toEqual(somebody('ada'))
    expect(await as('ben', known)).toEqual(somebody('ben'))
    expect(await as('ben', asked)).toEqual(somebody('ben'))
    expect(await as('ada', () => transaction('ROLLBACK'))).toEqual(somebody('ada'))
    expect(await as('ben', asked)).toEqual(somebody('ben'))
    expect(await asked()).toEqual({ user: '', space: '' })
  })

  test('of a write, knows why, and nobody afterwards does', async () => {
    const trace = { reason: 'why', requestId: 'which' }
    const told = `select current_setting('app.user_id'), current_setting('app.reason'), current_setting('app.request_id')`
    const ask = () => pool.ask([{ text: told, values: [] }], 'auto')
    expect(await acting.run({ userId: 'ada', spaceId: 's', trace }, ask)).toEqual([
      ['ada', 'why', 'which'],
    ])
    expect(await as('ben', ask)).toEqual([['ben', '', '']])
    expect(await ask()).toEqual([['', '', '']])
  })

  test('is planned as it says, and a transaction in the usual way', async () => {
    expect(await as('ada', () => asked('force_custom_plan'))).toEqual(somebody('ada'))
    expect(await planning()).toBe('force_custom_plan')
    const client = await as('ben', () => pool.connect())
    await client.query({ text: 'BEGIN', values: [] })
    const { rows } = await client.query(`select current_setting('plan_cache_mode') as mode`)
    await client.query('COMMIT')
    client.release()
    expect(rows).toEqual([{ mode: 'auto' }])
    await asked('auto')
    expect(await planning()).toBe('auto')
  })

  test('that fails leaves nothing behind, and its connection as it was', async () => {
    const process = async () => (await pool.ask([{ text: PROCESS, values: [] }], 'auto'))[0]?.[0]
    const before = await process()
    const wrong = { name: 'wrong', text: 'select 1 / $1::int', values: ['0'] }
    const right = () => pool.ask([{ ...wrong, values: ['1'] }], 'auto')
    // At first the connection does not know the statement, then it does.
    for (let turn = 0; turn < 2; turn++) {
      await expect(as('ada', () => pool.ask([wrong], 'auto'))).rejects.toThrow('division by zero')
      expect(await known()).toEqual({ user: '', space: '' })
      expect(await as('ben', asked)).toEqual(somebody('ben'))
      expect(await as('ben', right)).toEqual([['1']])
      expect(await as('ada', known)).toEqual(somebody('ada'))
    }
    const unreadable = { name: 'unreadable', text: 'select nothing', values: [] }
    for (let turn = 0; turn < 2; turn++) {
      await expect(pool.ask([unreadable], 'auto')).rejects.toThrow('nothing')
    }
    expect(await as('ben', asked)).toEqual(somebody('ben'))
    expect(await process()).toBe(before)
  })
})
