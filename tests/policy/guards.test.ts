import { beforeAll, describe, expect, test } from 'vitest'
import { tables } from '@/generated/tenancy'
import { createFilledSpace, createUser, type FilledSpace } from '../support/factories'
import { asOwner } from './audit-trail'

/**
 * What the tables guarantee to every model, whoever writes, for every model that the schema has: keys
 * that cannot lead out of a space, and columns that say where a row belongs.
 */

let a: FilledSpace
beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
})

const inSpace = tables.filter((table) => table.inSpace)
const isTenant = (name: string) => inSpace.some((table) => table.name === name)

/** The names of columns, of which the catalogue has the numbers. */
const columnsOf = (owner: string, key: string) => `(
  select array_agg(attname::text order by position)
  from unnest(${key}) with ordinality as k (number, position)
  join pg_attribute on attrelid = ${owner} and attnum = number)`

describe('keys of every table of a space', () => {
  test('that lead to another table of a space contain the space', async () => {
    const live = await asOwner((sql) =>
      sql(`select conrelid::regclass::text as "from", confrelid::regclass::text as "to",
             ${columnsOf('conrelid', 'conkey')} as fields, ${columnsOf('confrelid', 'confkey')} as refers
           from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`),
    )
    const links = live
      .map(({ from, to, fields, refers }) => ({
        from: String(from).replaceAll('"', ''),
        to: String(to).replaceAll('"', ''),
        fields: fields as string[],
        refers: refers as string[],
      }))
      .filter(({ from, to }) => isTenant(from) && isTenant(to))
    const expected = inSpace.flatMap(({ name, relations }) =>
      relations
        .filter(({ model, fields }) => isTenant(model) && fields.length > 0)
        .map(({ model, fields, references }) => ({
          from: name,
          to: model,
          fields: [...fields],
          refers: [...references],
        })),
    )
    const byText = (one: object, other: object) =>
      JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
    expect(links.sort(byText)).toEqual(expected.sort(byText))
    for (const { fields, refers } of links) {
      expect(refers[fields.indexOf('spaceId')]).toBe('spaceId')
    }
  })

  test('that are unique contain the space, or are random', async () => {
    const live = await asOwner((sql) =>
      sql(`select indrelid::regclass::text as table, ${columnsOf('indrelid', 'indkey::int2[]')} as fields
           from pg_index join pg_class c on c.oid = indrelid
           where indisunique and c.relnamespace = current_schema()::regnamespace`),
    )
    for (const { table, fields } of live) {
      if (!isTenant(String(table).replaceAll('"', ''))) continue
      if (String(fields) !== 'id') expect(fields, String(table)).toContain('spaceId')
    }
  })
})

const frozen = ['id', 'spaceId', 'createdAt', 'createdById', 'studyId', 'participantId']

describe('where a row belongs and who made it', () => {
  const columns = inSpace.flatMap((table) =>
    table.columns
      .filter(({ name }) => frozen.includes(name))
      .map(({ name, type }) => ({ table: table.name, column: name, type, kept: table.appendOnly })),
  )

  test.each(columns)('$table: $column cannot be changed', async ({ table, column, type, kept }) => {
    const value = type === 'DateTime' ? 'now()' : `'another'`
    const change = `update "${table}" set "${column}" = ${value}
      where id = (select id from "${table}" where "spaceId" = $1 order by "createdAt", id limit 1)`
    await expect(asOwner((sql) => sql(change, [a.space.id]))).rejects.toThrow(
      kept ? 'studyspace:append_only:' : 'studyspace:write_once:',
    )
  })
})
