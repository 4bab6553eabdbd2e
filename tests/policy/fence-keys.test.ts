import { describe, expect, test } from 'vitest'
import { tables } from '@/generated/tenancy'
import { gapsAfter } from './fence-gaps'

/** The server compares foreign and unique keys with the schema before it serves. */

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
