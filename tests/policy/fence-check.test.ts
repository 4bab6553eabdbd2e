import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { tables } from '@/generated/tenancy'
import { roleOf } from '@/lib/db/app-role'
import { connectTo } from '@/lib/db/connect-to'
import { fenceGaps, requireFence } from '@/lib/db/fence-check'
import { databaseUrl } from '../support/database'

/**
 * The server compares the database with the schema before it serves. Each test takes one thing of the
 * fence away, in a transaction that is taken back, and expects it to be named.
 */

const app = roleOf(inject('server').appUrl)

let client: Awaited<ReturnType<typeof connectTo>>
beforeAll(async () => {
  client = await connectTo(databaseUrl)
})
afterAll(() => client.end())

async function gapsAfter(...statements: string[]): Promise<string[]> {
  await client.query('begin')
  try {
    for (const statement of statements) await client.query(statement)
    return await fenceGaps(client, app)
  } finally {
    await client.query('rollback')
  }
}

test('a database as it was migrated has no gap', async () => {
  expect(await fenceGaps(client, app)).toEqual([])
  expect(await requireFence(databaseUrl, app)).toBe(tables.length)
})

test('a server does not start on a database with a gap, and says where', async () => {
  await client.query('alter table "Arm" disable row level security')
  try {
    await expect(requireFence(databaseUrl, app)).rejects.toThrow(
      'Row-level security of Arm is off.',
    )
  } finally {
    await client.query('alter table "Arm" enable row level security')
  }
})

describe('row-level security of every table', () => {
  test.each(tables.map(({ name }) => name))('%s', async (name) => {
    expect(await gapsAfter(`alter table "${name}" disable row level security`)).toEqual([
      `Row-level security of ${name} is off.`,
    ])
    expect(await gapsAfter(`alter table "${name}" no force row level security`)).toEqual([
      `Row-level security of ${name} is not forced on its owner.`,
    ])
  })
})

const policies = tables.flatMap((table) =>
  table.policies.map((policy) => ({ table: table.name, ...policy })),
)

describe('every policy', () => {
  test.each(policies)('$name of $table', async ({ table, name, command }) => {
    expect(await gapsAfter(`drop policy ${name} on "${table}"`)).toEqual([
      `The policy ${name} (${command}) of ${table} is missing.`,
    ])
    const [gap, ...others] = await gapsAfter(`alter policy ${name} on "${table}" using (true)`)
    expect(gap).toContain(`The policy ${name} of ${table} does not say:`)
    expect(others).toEqual([])
  })

  test('what new rows have to satisfy counts as well', async () => {
    const [gap] = await gapsAfter('alter policy fence on "Study" with check (true)')
    expect(gap).toContain('The policy fence of Study does not say:')
  })

  test('one more opens the table again', async () => {
    expect(await gapsAfter('create policy more on "Study" for select using (true)')).toEqual([
      'Study has a policy that nobody asked for: more.',
    ])
  })

  test('that of the owner is for the owner alone', async () => {
    const gaps = await gapsAfter(`alter policy owner on "Study" to ${app}`)
    expect(gaps.join()).toContain('owner')
    expect(gaps.join()).toContain('Study')
  })

  test('that of a space is for everybody', async () => {
    const gaps = await gapsAfter('alter policy fence on "Study" to current_user')
    expect(gaps.join()).toContain('fence')
  })
})

const triggers = tables.flatMap(({ name, recorded, appendOnly }) => [
  ...(recorded ? ['audit_insert', 'audit_update', 'audit_truncate'] : []).map((trigger) => ({
    name,
    trigger,
  })),
  ...(recorded && name !== 'Space' ? [{ name, trigger: 'audit_delete' }] : []),
  ...(appendOnly ? [{ name, trigger: 'append_only' }] : []),
])

describe('every trigger that records or protects the trail', () => {
  test.each(triggers)('$trigger of $name', async ({ name, trigger }) => {
    const gap = [`The trigger ${trigger} of ${name} is missing or disabled.`]
    expect(await gapsAfter(`alter table "${name}" disable trigger ${trigger}`)).toEqual(gap)
    expect(await gapsAfter(`drop trigger ${trigger} on "${name}"`)).toEqual(gap)
  })

  const others = {
    'audit_seal, which seals the trail': ['AuditEvent', 'audit_seal'],
    'write_once, which keeps a row in its space': ['Study', 'write_once'],
    'space_deleted, which leaves a line behind': ['Space', 'space_deleted'],
    space_keeps_owner: ['SpaceUser', 'space_keeps_owner'],
  }
  test.each(Object.entries(others))('%s', async (_, [name, trigger]) => {
    expect(await gapsAfter(`alter table "${name}" disable trigger ${trigger}`)).toEqual([
      `The trigger ${trigger} of ${name} is missing or disabled.`,
    ])
  })

  test('one that fires on replicas only', async () => {
    expect(await gapsAfter('alter table "Arm" enable replica trigger audit_insert')).toEqual([
      'The trigger audit_insert of Arm is missing or disabled.',
    ])
  })
})

describe('rights of the application', () => {
  const grants: Record<string, [string, string]> = {
    'to change events': [`grant update on "AuditEvent" to ${app}`, 'update AuditEvent.'],
    'to delete links': [`grant delete on "AuditLink" to ${app}`, 'may delete AuditLink.'],
    'to add history': [`grant insert on "StatusEvent" to ${app}`, 'may insert StatusEvent.'],
    'to add secrets': [`grant insert on "Credential" to ${app}`, 'may insert Credential.'],
    'to read secrets': [`grant select on "Session" to ${app}`, 'may select Session.'],
    'to read one secret column': [
      `grant select ("passwordHash") on "Credential" to ${app}`,
      'Credential',
    ],
    'to add one secret column': [`grant insert ("userId") on "Credential" to ${app}`, 'Credential'],
    'to move a row': [`grant update ("spaceId") on "Arm" to ${app}`, 'may update Arm.spaceId.'],
    'given to everybody': ['grant select on "EmailToken" to public', 'may select EmailToken.'],
    'to empty a table': [`grant truncate on "Study" to ${app}`, 'may truncate Study.'],
    'to set triggers': [`grant trigger on "Study" to ${app}`, 'may trigger Study.'],
    'to pass by the fence': [`alter role ${app} bypassrls`, 'may bypass row-level security'],
    'to do anything': [`alter role ${app} superuser`, 'is a superuser'],
    'to make roles': [`alter role ${app} createrole`, 'may create roles or databases'],
    'to become the owner': [
      `do $$ begin execute format('grant %I to ${app}', current_user); end $$`,
      'may become ',
    ],
    'to own a table': [`alter table "RateLimit" owner to ${app}`, 'owns tables or functions'],
    'to make tables': [
      `do $$ begin execute format('grant create on schema %I to ${app}', current_schema()); end $$`,
      'may create tables and functions',
    ],
    'to make temporary tables': [
      `do $$ begin execute format('grant temporary on database %I to ${app}', current_database()); end $$`,
      'may create temporary tables',
    ],
    'to read all data of the server': [
      `grant pg_read_all_data to ${app}`,
      'may become pg_read_all_data',
    ],
    'to become somebody who passes by the fence': [
      `create role studyspace_passer bypassrls; grant studyspace_passer to ${app}`,
      'studyspace_passer',
    ],
    'to read through a view': [
      `create view every_study as select * from "Study"; grant select on every_study to ${app}`,
      'every_study',
    ],
    'to read a table that no schema knows': [
      `create table "Forgotten" (id text); grant select on "Forgotten" to ${app}`,
      'Forgotten',
    ],
  }
  test.each(Object.entries(grants))('%s', async (_, [statement, gap]) => {
    expect((await gapsAfter(statement)).join('\n')).toContain(gap)
  })

  const revokes: Record<string, [string, string]> = {
    'to read': [`revoke select on "Study" from ${app}`, 'The application may not select Study.'],
    'to change a column': [
      `revoke update (title) on "Study" from ${app}`,
      'The application may not update Study.title.',
    ],
  }
  test.each(Object.entries(revokes))('that are missing: %s', async (_, [statement, gap]) => {
    expect(await gapsAfter(statement)).toContain(gap)
  })
})

test('a function that runs as the owner has its own search path', async () => {
  expect(await gapsAfter('alter function studyspace_space() reset all')).toEqual([
    'The function studyspace_space runs as the owner without a search path of its own.',
  ])
})

test('a table that is missing, and a role that is missing', async () => {
  expect(await gapsAfter('drop table "OutboxMessage"')).toEqual([
    'The table OutboxMessage is missing.',
  ])
  const [gap] = await gapsAfter(`alter role ${app} rename to studyspace_renamed`)
  expect(gap).toBe(`The role ${app} is missing.`)
})
