import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dataFolder } from '../../scripts/environment'
import { freePort } from '../../scripts/free-port'
import { databaseUrl } from '../support/database'
import { launchStart, startServer } from '../support/server'

/** Runs `npm start` until it ends and returns its exit code and what it wrote to standard error. */
async function refusal(env: Record<string, string>): Promise<{ code: number; line: string }> {
  const launched = launchStart({ AUTH_SECRET: 'x'.repeat(40), ...env })
  return { code: await launched.ended, line: launched.errors() }
}

describe('what is wrong is said in one line', () => {
  test('a taken port', async () => {
    const taken = createServer()
    const port = await freePort()
    await new Promise<void>((resolve) => taken.listen(port, '127.0.0.1', resolve))
    const { code, line } = await refusal({ DATABASE_URL: databaseUrl, PORT: String(port) })
    await new Promise((resolve) => taken.close(resolve))
    expect(line).toBe(
      `Port ${port} is taken by another program: stop it, or choose another with PORT=${port + 1} npm start\n`,
    )
    expect(code).toBe(1)
  })

  test('a port that is none', async () => {
    const { code, line } = await refusal({ DATABASE_URL: databaseUrl, PORT: 'http' })
    expect(line).toBe('PORT is "http": set it to a number from 1 to 65535.\n')
    expect(code).toBe(1)
  })

  test('an unreachable database, without its password', async () => {
    const where = `127.0.0.1:${await freePort()}`
    const { code, line } = await refusal({
      DATABASE_URL: `postgresql://somebody:secret@${where}/studies`,
      PORT: String(await freePort()),
    })
    expect(line).toMatch(/^Cannot connect to PostgreSQL at .*DATABASE_URL.*\n$/)
    expect(line).toContain(`${where}/studies`)
    expect(line).not.toContain('secret')
    expect(code).toBe(1)
  })

  test('a connection string that is none', async () => {
    const { line } = await refusal({ DATABASE_URL: 'localhost', PORT: String(await freePort()) })
    expect(line).toMatch(/^DATABASE_URL is not a connection string: .*\n$/)
  })

  test('an unusable variable', async () => {
    const port = String(await freePort())
    const { line } = await refusal({ DATABASE_URL: databaseUrl, PORT: port, APP_URL: 'nowhere' })
    expect(line).toMatch(/^The configuration is not usable\. APP_URL: .*\n$/)
  })

  test('a data folder that cannot be written', async () => {
    const env = { STUDYSPACE_DATA: join('package.json', 'data'), PORT: String(await freePort()) }
    const { code, line } = await refusal(env)
    expect(line).toMatch(/^Cannot write into .*package\.json\/data.*\n$/)
    expect(code).toBe(1)
  })
})

/** Milliseconds: up to three servers start in a test, each with a database, beside other tests. */
const STARTS = 240_000

describe('the built-in database', { timeout: STARTS }, () => {
  let folder: string

  beforeEach(() => {
    folder = join(dataFolder, `start-test-${randomBytes(4).toString('hex')}`)
  })

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true })
  })

  const start = () => startServer({ env: { STUDYSPACE_DATA: folder } })
  const pidFile = () => join(folder, 'postgres/postmaster.pid')

  async function query(sql: string): Promise<unknown[]> {
    const { port, password } = JSON.parse(await readFile(join(folder, 'postgres.json'), 'utf8'))
    const client = new Client({
      connectionString: `postgresql://postgres:${password}@127.0.0.1:${port}/studyspace`,
    })
    await client.connect()
    try {
      return (await client.query(sql)).rows
    } finally {
      await client.end()
    }
  }

  test('serves two that start at the same moment, and goes with the last', async () => {
    const [one, other] = await Promise.all([start(), start()])
    await one.stop()
    expect((await fetch(`${other.url}/api/health`)).status).toBe(200)
    // Every door has the headers of next.config.mjs.
    for (const door of ['rest/study', 'model/study/findMany', 'health']) {
      const { headers } = await fetch(`${other.url}/api/${door}`)
      expect(headers.get('x-content-type-options'), door).toBe('nosniff')
      expect(headers.get('content-security-policy'), door).toContain("default-src 'none'")
      expect(headers.get('x-request-id') !== null, door).toBe(door !== 'health')
    }
    expect(existsSync(pidFile())).toBe(true)
    await other.stop()
    expect(existsSync(pidFile())).toBe(false)
  })

  test('keeps its secrets to the user', async () => {
    const server = await start()
    await server.stop()
    for (const file of ['postgres.json', 'auth-secret']) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600)
    }
  })

  test('loses nothing when the server, or both, are killed', async () => {
    const first = await start()
    await query('create table kept (line text)')
    await query(`insert into kept values ('before the first kill')`)
    first.child.kill('SIGKILL')
    await first.ended

    const second = await start()
    await query(`insert into kept values ('before the second kill')`)
    second.child.kill('SIGKILL')
    process.kill(Number.parseInt(await readFile(pidFile(), 'utf8'), 10), 'SIGKILL')
    await second.ended

    const third = await start()
    expect(await query('select line from kept')).toEqual([
      { line: 'before the first kill' },
      { line: 'before the second kill' },
    ])
    await third.stop()
    expect(existsSync(pidFile())).toBe(false)
  })
})
