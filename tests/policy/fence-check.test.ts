import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { type Table, tables } from '@/generated/tenancy'
import { roleOf } from '@/lib/db/app-role'
import { connectTo } from '@/lib/db/connect-to'
import { policyGaps } from '@/lib/db/fence/policies'
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

const gapsAfter = (...statements: string[]): Promise<string[]> =>
  after(statements, () => fenceGaps(client, app, 'prisma'))

async function after<Result>(statements: string[], look: () => Promise<Result>): Promise<Result> {
  await client.query('begin')
  try {
    for (const statement of statements) await client.query(statement)
    return await look()
  } finally {
    await client.query('rollback')
  }
}

test('a database as it was migrated has no gap', async () => {
  expect(await gapsAfter()).toEqual([])
  expect(await requireFence(databaseUrl, app, 'prisma')).toBe(tables.length)
})

test('a server does not start on a database with a gap, and says where', async () => {
  await client.query('alter table "Arm" disable row level security')
  try {
    await expect(requireFence(databaseUrl, app, 'prisma')).rejects.toThrow(
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

  const [mine, ours, active] = [
    '"createdById" = (select studyspace_actor())',
    '"spaceId" = (select studyspace_space())',
    "status = 'LIVE'",
  ]
  const grouped = {
    one: `${mine} or (${ours} and ${active})`,
    other: `(${mine} or ${ours}) and ${active}`,
  }

  test.each([
    { asked: grouped.one, set: grouped.one, gaps: 0 },
    { asked: grouped.one, set: `((${mine})) or ${ours} and (${active})`, gaps: 0 },
    { asked: grouped.one, set: grouped.other, gaps: 1 },
    { asked: grouped.other, set: grouped.one, gaps: 1 },
  ])('how a condition is grouped counts: $asked, $set', async ({ asked, set, gaps }) => {
    const [study] = tables.filter(({ name }) => name === 'Study')
    const asking = { ...study, policies: [{ name: 'fence', command: 'all', condition: asked }] }
    const found = await after(
      [`alter policy fence on "Study" using (${set}) with check (${set})`],
      () => policyGaps(client, [asking as Table]),
    )
    expect(found).toHaveLength(gaps)
  })

  test('one that only narrows others is none', async () => {
    const gaps = await gapsAfter(
      'drop policy fence on "Study"',
      'create policy fence on "Study" as restrictive for all using ("spaceId" = (select studyspace_space()))',
    )
    expect(gaps).toEqual(['The policy fence (all) of Study is missing.'])
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

describe('what a trigger does', () => {
  const trail =
    'create or replace trigger audit_insert after insert on "Arm" referencing new table as changed for each statement execute function'

  test('made again as it was, it is the same', async () => {
    const arguments_ = `'Arm', 'spaceId', 'id,spaceId,updatedAt', '', 'all'`
    expect(await gapsAfter(`${trail} studyspace_audit(${arguments_})`)).toEqual([])
  })

  const others: Record<string, [string, string]> = {
    'calls another function': [`${trail} studyspace_no_truncate()`, 'audit_insert of Arm'],
    'leaves columns out': [
      `${trail} studyspace_audit('Arm', 'spaceId', 'id,spaceId,updatedAt,title', '', 'all')`,
      'audit_insert of Arm',
    ],
    'looks at some rows only': [
      'create or replace trigger append_only before update or delete on "AuditEvent" for each statement execute function studyspace_append_only()',
      'append_only of AuditEvent',
    ],
  }
  test.each(Object.entries(others))('one that %s', async (_, [statement, name]) => {
    expect(await gapsAfter(statement)).toEqual([`The trigger ${name} does something else.`])
  })

  test('one more', async () => {
    const gaps = await gapsAfter(
      'create trigger more before insert on "Arm" for each row execute function studyspace_append_only()',
    )
    expect(gaps).toEqual(['Arm has a trigger that nobody asked for: more.'])
  })
})

describe('keys', () => {
  const links = tables.flatMap(({ name, relations }) =>
    relations
      .filter(({ fields }) => fields.length > 0)
      .map(({ model, fields }) => ({ name, model, key: fields.join(', '), columns: fields })),
  )
  const linkOf = (columns: readonly string[], name: string) => `"${name}_${columns.join('_')}_fkey"`

  test.each(links)('($key) from $name to $model', async ({ name, model, key, columns }) => {
    const gap = [`The key (${key}) from ${name} to ${model} is missing.`]
    const dropped = `alter table "${name}" drop constraint ${linkOf(columns, name)}`
    expect(await gapsAfter(dropped)).toEqual(gap)
    const first = columns[0]
    const added = `foreign key ("${first}") references "${model}" (id)`
    if (columns.length > 1) expect(await gapsAfter(`${dropped}, add ${added}`)).toEqual(gap)
  })

  test('one that was never checked, and one that was made again', async () => {
    const link = (columns: string) =>
      `alter table "Arm" drop constraint "Arm_studyId_spaceId_fkey", add foreign key (${columns}`
    const again = '"spaceId", "studyId") references "Study" ("spaceId", id)'
    expect(await gapsAfter(link(again))).toEqual([])
    const crossed = '"studyId", "spaceId") references "Study" ("spaceId", id) not valid'
    for (const columns of [`${again} not valid`, crossed]) {
      expect(await gapsAfter(link(columns))).toEqual([
        'The key (studyId, spaceId) from Arm to Study is missing.',
      ])
    }
  })

  const unique = tables.flatMap(({ name, inSpace, keys }) =>
    keys
      .filter((key) => inSpace && key.length > 1)
      .map((key) => ({
        name,
        key: key.join(', '),
        index: `"${name}_${key.join('_')}_key"`,
        columns: key,
      })),
  )
  test.each(unique)('unique ($key) of $name', async ({ name, key, index, columns }) => {
    // Foreign keys that stand on it go with it.
    expect(await gapsAfter(`drop index ${index} cascade`)).toContain(
      `The unique key (${key}) of ${name} is missing.`,
    )
    const rest = columns.filter((column) => column !== 'spaceId').map((column) => `"${column}"`)
    const spread = `create unique index spread on "${name}" (${rest.join(', ')})`
    if (!rest.includes('"id"')) {
      expect(await gapsAfter(spread)).toEqual([
        `${name} has a unique key across all spaces: (${rest.join(', ').replaceAll('"', '')}).`,
      ])
    }
  })

  test('more unique keys within a space are nobody’s concern', async () => {
    expect(await gapsAfter('create unique index more on "Study" ("spaceId", title)')).toEqual([])
  })

  test('a unique key of some rows is not the one of all', async () => {
    const gaps = await gapsAfter(
      'drop index "Study_spaceId_key_key"',
      `create unique index "Study_spaceId_key_key" on "Study" ("spaceId", key) where status = 'LIVE'`,
    )
    expect(gaps).toEqual(['The unique key (spaceId, key) of Study is missing.'])
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

describe('functions', () => {
  const scripts = readFileSync('prisma/guarantees.sql', 'utf8')
  const statements = scripts.matchAll(
    /^create or replace function (\w+)[\s\S]*?\$\$[\s\S]*?\$\$;?$/gm,
  )
  const functions = Array.from(statements, ([statement, name = '']) => ({ name, statement }))

  test('every one is looked at', async () => {
    const { rows } = await client.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = current_schema()::regnamespace and proname like 'studyspace%'`,
    )
    expect(functions.map(({ name }) => name).sort()).toEqual(rows.map(({ name }) => name).sort())
  })

  test.each(functions)('$name', async ({ name, statement }) => {
    const path = `select set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)`
    expect(await gapsAfter(path, statement)).toEqual([])
    const changed = statement.replace(/(\$\$)(\s*)/, '$1$2/* other */ ')
    expect(await gapsAfter(path, changed)).toEqual([`The function ${name} does something else.`])
  })

  test('one that runs as who calls it instead of the owner, and the other way round', async () => {
    expect(await gapsAfter('alter function studyspace_space() security invoker')).toEqual([
      'The function studyspace_space does something else.',
    ])
    expect(
      await gapsAfter('alter function studyspace_refuse(text, text) security definer'),
    ).toContain('The function studyspace_refuse does something else.')
  })

  test('one that is missing', async () => {
    expect(await gapsAfter('drop function studyspace_analyze')).toEqual([
      'The function studyspace_analyze is missing.',
    ])
  })

  test('one more that runs as the owner', async () => {
    const more = (rights: string) =>
      `create function more() returns bigint language sql ${rights} as 'select count(*) from "Study"'`
    expect(await gapsAfter(more('security invoker'))).toEqual([])
    expect(await gapsAfter(more('security definer'))).toEqual([
      'The function more runs as the owner; nobody asked for it.',
    ])
  })

  test('one that looks in another schema first', async () => {
    expect(
      await gapsAfter('alter function studyspace_space() set search_path = pg_temp, public'),
    ).toEqual(['The function studyspace_space runs as the owner without a search path of its own.'])
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
