import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { appUrlOf } from '@/lib/db/app-role'
import { migrate, migrationState } from '@/lib/db/migrate'
import { addMigration, migrationFolder } from '../support/migration-folder'
import { dropDatabaseOf, emptyDatabase } from '../support/test-server'

const server = inject('server')
const FIRST = { '20260101000000_first': 'create table "Thing" (id int primary key);' }
const SECOND = '20260102000000_second'

/** The role of the application gets the name of the database, and goes with it. */
const apply = (at: string, folder: string) => migrate(at, appUrlOf(at, 'secret'), folder)

let url: string
let client: Client

beforeEach(async () => {
  url = await emptyDatabase(server)
  client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
})

afterEach(async () => {
  await client.end()
  await dropDatabaseOf(server.url, url)
})

async function rows<Row>(sql: string): Promise<Row[]> {
  return (await client.query(sql)).rows as Row[]
}

/** Everything a migration can leave behind: relations with their age, functions, applied migrations. */
async function fingerprint(): Promise<unknown[]> {
  return rows(`
    select relname::text as name, xmin::text, relfilenode::text from pg_class
      where relnamespace = 'public'::regnamespace
    union all select proname, xmin::text, '' from pg_proc where pronamespace = 'public'::regnamespace
    union all select typname, xmin::text, '' from pg_type where typnamespace = 'public'::regnamespace
    union all select migration_name, xmin::text, checksum from "_prisma_migrations"
    order by 1, 2`)
}

describe('applying', () => {
  test('runs what is pending once, in order, and tenancy.sql after it', async () => {
    const folder = await migrationFolder(
      { ...FIRST, [SECOND]: 'alter table "Thing" add note text;' },
      'create or replace function tenancy() returns int language sql as $$ select 1; $$;',
    )
    expect(await apply(url, folder)).toEqual(['20260101000000_first', SECOND])
    expect(await apply(url, folder)).toEqual([])
    expect(await rows('select note, tenancy() from "Thing"')).toEqual([])
  })

  test('applies tenancy.sql again when its text changed, and only then', async () => {
    const sql = 'create table if not exists runs (at int); insert into runs values (1);'
    const folder = await migrationFolder(FIRST, sql)
    await apply(url, folder)
    await apply(url, folder)
    expect(await rows('select * from runs')).toHaveLength(1)
    await apply(url, await migrationFolder(FIRST, `${sql} -- changed`))
    expect(await rows('select * from runs')).toHaveLength(2)
  })

  test('lets two runners meet on one empty database', async () => {
    const folder = await migrationFolder(FIRST, 'create table if not exists tenancy (id int);')
    const results = await Promise.all([1, 2, 3].map(() => apply(url, folder)))
    expect(results.flat()).toEqual(['20260101000000_first'])
  })

  test('writes what Prisma writes', async () => {
    await apply(url, await migrationFolder(FIRST))
    expect(
      await rows(
        'select migration_name, length(checksum) as length, finished_at >= started_at as finished, applied_steps_count as steps from "_prisma_migrations"',
      ),
    ).toEqual([{ migration_name: '20260101000000_first', length: 64, finished: true, steps: 1 }])
  })
})

describe('a failure', () => {
  test('leaves the database as it was, and the next run works', async () => {
    const folder = await migrationFolder(FIRST, 'select 1;')
    await apply(url, folder)
    const before = await fingerprint()

    await addMigration(folder, SECOND, 'create table "Other" (id int);\nselect * from nowhere;')
    await expect(apply(url, folder)).rejects.toThrow(
      /^Migration 20260102000000_second failed at line 2 and nothing was changed: .*"nowhere"/,
    )
    expect(await fingerprint()).toEqual(before)

    await addMigration(folder, SECOND, 'create table "Other" (id int);')
    expect(await apply(url, folder)).toEqual([SECOND])
  })

  test('of tenancy.sql takes the migrations of the same run back', async () => {
    const folder = await migrationFolder(FIRST, 'select broken(;')
    await expect(apply(url, folder)).rejects.toThrow(/^tenancy.sql failed at line 1/)
    expect(await rows(`select to_regclass('"Thing"') as thing`)).toEqual([{ thing: null }])
  })
})

describe('refusals', () => {
  test('a database that is newer than the code', async () => {
    const folder = await migrationFolder({ ...FIRST, [SECOND]: 'select 1;' })
    await apply(url, folder)
    await rm(join(folder, 'migrations', SECOND), { recursive: true })
    await expect(apply(url, folder)).rejects.toThrow(
      `The database is newer than this code (it has migration ${SECOND})`,
    )
  })

  test('a migration that was changed after it was applied', async () => {
    const folder = await migrationFolder(FIRST)
    await apply(url, folder)
    await addMigration(folder, '20260101000000_first', 'create table "Thing" (id bigint);')
    await expect(apply(url, folder)).rejects.toThrow(
      'Migration 20260101000000_first was changed after it was applied',
    )
  })

  test('but not one that git only checked out with other line ends', async () => {
    const sql = 'create table "Thing" (\n  id int\n);\n'
    const folder = await migrationFolder({ first: sql })
    await apply(url, folder)
    await addMigration(folder, 'first', sql.replaceAll('\n', '\r\n'))
    expect(await apply(url, folder)).toEqual([])
  })

  test('a database that does not exist, without naming the password', async () => {
    const missing = new URL(url)
    missing.pathname = '/nowhere'
    const refusal = await apply(missing.href, await migrationFolder(FIRST)).catch(String)
    expect(refusal).toMatch(/Cannot connect to PostgreSQL at .*\/nowhere/)
    expect(refusal).not.toContain(missing.password)
  })
})

test('migrationState tells applied, pending and unknown apart', async () => {
  const folder = await migrationFolder({ ...FIRST, [SECOND]: 'select 1;' })
  const newer = await migrationFolder({ ...FIRST, '20260103000000_third': 'select 1;' })
  expect(await migrationState(rows, folder)).toEqual({
    applied: [],
    pending: ['20260101000000_first', SECOND],
    unknown: [],
  })
  await apply(url, newer)
  expect(await migrationState(rows, folder)).toEqual({
    applied: ['20260101000000_first', '20260103000000_third'],
    pending: [SECOND],
    unknown: ['20260103000000_third'],
  })
})
