import { describe, expect, test } from 'vitest'
import { type Table, tables } from '@/generated/tenancy'
import { policyGaps } from '@/lib/db/fence/policies'
import { requireFence } from '@/lib/db/fence-check'
import { databaseUrl } from '../support/database'
import { after, app, client, gapsAfter } from './fence-gaps'

/** The server compares row-level security with the schema before it serves. */

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

test('a table that is missing', async () => {
  expect(await gapsAfter('drop table "OutboxMessage"')).toEqual([
    'The table OutboxMessage is missing.',
  ])
})
