import { describe, expect, test } from 'vitest'
import { spaceModels, tables } from '@/generated/tenancy'
import { client, NO_RIGHT, quote, run, untouched, world } from './by-hand'
import { countCase } from './cases'
import { digestOf } from './world'

/** What the application's role cannot do at all. */

describe('the role of the application', () => {
  const owner = () => world.as.owner
  test.each(tables)('cannot empty $name, or change or lock it', async ({ name }) => {
    const table = quote(name)
    for (const sql of [
      `truncate ${table} cascade`,
      `alter table ${table} disable row level security`,
      `alter table ${table} disable trigger all`,
      `drop table ${table} cascade`,
      `drop policy owner on ${table}`,
      `create policy mine on ${table} using (true)`,
      `create index on ${table} (id)`,
      `create trigger mine before insert on ${table} execute function studyspace_no_truncate()`,
      `copy ${table} to program 'true'`,
    ]) {
      expect((await run(owner(), sql)).code, sql).toBe(NO_RIGHT)
    }
  })

  test.each([
    'create table mine (id text)',
    'create temporary table "Study" (id text)',
    'create view mine as select 1',
    'create function mine() returns int language sql as $$ select 1 $$',
    'create schema mine',
    'create role mine',
    'set role postgres',
    'set session authorization postgres',
    'set session_replication_role = replica',
    "select pg_read_file('/etc/passwd')",
    'select * from pg_authid',
    "copy (select 1) to '/tmp/mine'",
  ])('cannot %s', async (sql) => {
    expect((await run(owner(), sql)).code).toBe(NO_RIGHT)
  })

  test.each(tables)('passes no right on $name on', async ({ name }) => {
    countCase()
    const acl = `select relacl::text as acl from pg_class where oid = '${quote(name)}'::regclass`
    const before = await client.query(acl)
    await client.query('begin')
    try {
      // Where it has some right, PostgreSQL only warns.
      await client.query(`grant all on ${quote(name)} to public`).catch(() => client.query('abort'))
      expect((await client.query(acl)).rows).toEqual(before.rows)
    } finally {
      await client.query('rollback')
    }
  })

  test('cannot switch row-level security off to see more', async () => {
    for (const { name } of spaceModels) {
      const { code } = await run(
        owner(),
        `set local row_security = off; select from ${quote(name)}`,
      )
      expect(code, name).toBe(NO_RIGHT)
    }
  })

  test('finds no value of any table in the statistics of the planner', async () => {
    const { rows } = await run(
      owner(),
      `select tablename from pg_stats where schemaname = current_schema()`,
    )
    expect(rows).toEqual([])
  })
})

test('nothing of all this has changed a row', async () => {
  expect(await digestOf(null)).toEqual(untouched)
})
