import type { Client } from 'pg'
import { type Table, tables } from '@/generated/tenancy'

/** Keys: a row leads only to rows of its own space, and no unique key tells of another one. */

/** Foreign and unique keys that are missing or changed, and unique keys that span spaces. */
export async function keyGaps(client: Client): Promise<string[]> {
  const { rows: foreign } = await client.query<ForeignKey>(FOREIGN_KEYS)
  const { rows: unique } = await client.query<UniqueKey>(UNIQUE_KEYS)
  const has = (name: string) => unique.some(({ table }) => table === name)
  return tables
    .filter(({ name }) => has(name))
    .flatMap((table) => [
      ...foreignGaps(
        table,
        foreign.filter((key) => key.table === table.name),
      ),
      ...uniqueGaps(
        table,
        unique.filter((key) => key.table === table.name),
      ),
    ])
}

/** Columns of a foreign key here and there, pair by pair: `studyId>id`. */
type ForeignKey = { table: string; target: string; pairs: string[] }
type UniqueKey = { table: string; columns: string[] }

/** Those that PostgreSQL has checked for every row. */
const FOREIGN_KEYS = `
  select t.relname as table, f.relname as target,
    array(select a.attname || '>' || b.attname
          from unnest(conkey, confkey) as pair (here, there)
          join pg_attribute a on a.attrelid = conrelid and a.attnum = here
          join pg_attribute b on b.attrelid = confrelid and b.attnum = there) as pairs
  from pg_constraint c join pg_class t on t.oid = conrelid join pg_class f on f.oid = confrelid
  where contype = 'f' and convalidated
    and t.relnamespace = current_schema()::regnamespace and f.relnamespace = t.relnamespace`

/** One over an expression has columns that no key of the schema has. */
const UNIQUE_KEYS = `
  select c.relname as table,
    array(select coalesce(attname::text, '(expression)') || case when indpred is null then '' else ' where' end
          from unnest(indkey) as number
          left join pg_attribute on attrelid = indrelid and attnum = number and number > 0) as columns
  from pg_index join pg_class c on c.oid = indrelid
  where indisunique and indisvalid and c.relnamespace = current_schema()::regnamespace`

const same = (one: readonly string[], other: readonly string[]) =>
  [...one].sort().join() === [...other].sort().join()

function foreignGaps({ name, relations }: Table, live: ForeignKey[]): string[] {
  return relations
    .filter(({ fields }) => fields.length > 0)
    .filter(({ model, fields, references }) => {
      const pairs = fields.map((field, index) => `${field}>${references[index]}`)
      return !live.some((key) => key.target === model && same(key.pairs, pairs))
    })
    .map(
      ({ model, fields }) => `The key (${fields.join(', ')}) from ${name} to ${model} is missing.`,
    )
}

function uniqueGaps({ name, inSpace, keys }: Table, live: UniqueKey[]): string[] {
  const asked = (columns: readonly string[]) => keys.some((key) => same(key, columns))
  return [
    ...keys
      .filter((key) => !live.some(({ columns }) => same(columns, key)))
      .map((key) => `The unique key (${key.join(', ')}) of ${name} is missing.`),
    ...live
      .filter(({ columns }) => inSpace && !asked(columns))
      .filter(({ columns }) => !columns.some((column) => column.split(' ')[0] === 'spaceId'))
      .map(({ columns }) => `${name} has a unique key across all spaces: (${columns.join(', ')}).`),
  ]
}
