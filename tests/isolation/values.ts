import * as generated from '@/generated/prisma/enums'
import type { Column, Table } from '@/generated/tenancy'
import metadata from '@/generated/zenstack/model-meta'

/**
 * Values that a column accepts, found from what the schema says of it: type, enum, @regex, @length,
 * @email, @gt and so on. What cannot be found that way stands in `HELP`; a column that nothing fits
 * ends the suite with its name, so that no model is left out unnoticed.
 */

export const HELP: Record<string, unknown> = {
  timeZone: 'UTC',
  // The least of all roles, because it decides who may write the row.
  role: 'VIEWER',
  // Otherwise only its author sees the row.
  shared: true,
}

const IN_A_YEAR = new Date(new Date().getFullYear() + 1, 5, 1)

type Attribute = { name: string; args: { name?: string; value?: unknown }[] }

/** `Participant` as clients call it: `participant`. */
export const delegateName = (model: string) => model.charAt(0).toLowerCase() + model.slice(1)

const enums = new Map<string, object>(Object.entries(generated))

/** The values of an enum, or undefined for another type. */
export const enumOf = (type: string): string[] | undefined => {
  const values = enums.get(type)
  return values && Object.values(values)
}

/**
 * @param word in lower case, with digits and hyphens; texts contain it.
 * @throws when no value fits.
 */
export function valueFor(table: Table, column: Column, word: string): unknown {
  if (column.list) return []
  if (column.name in HELP) return HELP[column.name]
  const values = enumOf(column.type)
  if (values) return values.at(-1)
  const attributes = attributesOf(table, column)
  switch (column.type) {
    case 'String':
      return textFor(table, column, attributes, word)
    case 'Int':
      return numberFor(attributes)
    case 'BigInt':
      return BigInt(numberFor(attributes))
    case 'Float':
    case 'Decimal':
      return numberFor(attributes)
    case 'Boolean':
      return false
    case 'DateTime':
      return IN_A_YEAR
    case 'Json':
      return { note: word }
    case 'Bytes':
      return new TextEncoder().encode(word)
    default:
      throw cannot(table, column)
  }
}

/** Whether the database or the client fills the column when it is left out. */
export const hasDefault = (table: Table, column: Column): boolean =>
  attributesOf(table, column).some(({ name }) => name === '@default' || name === '@updatedAt')

function attributesOf(table: Table, column: Column): Attribute[] {
  const field = metadata.models[delegateName(table.name)]?.fields[column.name]
  return (field?.attributes ?? []) as Attribute[]
}

function textFor(table: Table, column: Column, attributes: Attribute[], word: string): string {
  const email = attributes.some(({ name }) => name === '@email')
  const longest = Number(argument(attributes, '@length', 'max') ?? 200)
  const pattern = new RegExp(String(argument(attributes, '@regex', 'regex') ?? ''))
  const candidates = [email ? `${word}@people.example` : word, 'en', '2000', 'https://example.org']
  const found = candidates.find((text) => text.length <= longest && pattern.test(text))
  if (found === undefined) throw cannot(table, column)
  return found
}

let last = 100

/** A number that was not given before, unless the column takes too few of them. */
function numberFor(attributes: Attribute[]): number {
  const least = Number(
    argument(attributes, '@gte', 'value') ?? argument(attributes, '@gt', 'value') ?? 0,
  )
  const most = Number(
    argument(attributes, '@lte', 'value') ?? argument(attributes, '@lt', 'value') ?? 1_000_000,
  )
  last += 1
  return Math.floor(least + 1 + (last % Math.max(1, most - least - 1)))
}

const argument = (attributes: Attribute[], name: string, key: string): unknown =>
  attributes.find((attribute) => attribute.name === name)?.args.find((arg) => arg.name === key)
    ?.value

const cannot = (table: Table, column: Column) =>
  new Error(
    `The isolation suite finds no value for ${table.name}.${column.name}. Add it to HELP in tests/isolation/values.ts.`,
  )
