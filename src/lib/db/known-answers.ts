import type { FieldInfo } from '@zenstackhq/runtime'
import { types } from 'pg'
import { Prisma } from '@/generated/prisma/client'
import * as enums from '@/generated/prisma/enums'
import type { Texts } from './message'
import { fieldsOf } from './plain-selection'

/** What PostgreSQL answers, all of it texts, as the records that Prisma makes of it. */

export type Reader = (rows: Texts[]) => unknown
type Decode = (text: string) => unknown

/**
 * @param fields the names of the columns that PostgreSQL gives.
 * @param answer what Prisma made of them, in which the columns have their order.
 * @returns undefined when there is a column of a kind that is not read here.
 */
export function readerOf(
  model: string,
  operation: string,
  fields: string[],
  answer: unknown,
): Reader | undefined {
  if (operation === 'count') {
    const isNumber = fields.length === 1 && typeof answer === 'number'
    return isNumber ? ([row]) => Number(row?.[0]) : undefined
  }
  const columns = Object.keys([answer].flat()[0] ?? {}).map((name) => ({
    name,
    at: fields.indexOf(name),
    decode: decoderOf(fieldsOf(model)[name]),
    // Of a list that nobody has set there is nothing in the table, and Prisma makes an empty one of it.
    isList: fieldsOf(model)[name]?.isArray === true,
  }))
  const known = columns.every(({ at, decode }) => at >= 0 && decode !== undefined)
  if (columns.length === 0 || !known) return undefined
  const recordOf = (texts: Texts) => {
    const record: Record<string, unknown> = {}
    for (const { name, at, decode, isList } of columns) {
      const text = texts[at] as string | null
      if (text !== null) record[name] = (decode as Decode)(text)
      else record[name] = isList ? [] : null
    }
    return record
  }
  return operation === 'findMany'
    ? (rows) => rows.map(recordOf)
    : ([row]) => (row ? recordOf(row) : null)
}

// The types know no type that is a list: this is text[].
const listOfTexts = types.getTypeParser(1009 as never) as (text: string) => string[]

function decoderOf(field: FieldInfo | undefined): Decode | undefined {
  if (!field || field.isDataModel) return undefined
  const values = enumOf(field.type)
  const decode = values ? (text: string) => oneOf(values, text) : DECODERS[field.type]
  if (!field.isArray) return decode
  const isText = field.type === 'String' || values !== undefined
  return isText && decode ? (text) => listOfTexts(text).map((item) => decode(item)) : undefined
}

const enumOf = (type: string): ReadonlySet<string> | undefined => {
  const values = (enums as Record<string, Record<string, string>>)[type]
  return values && new Set(Object.values(values))
}

function oneOf(values: ReadonlySet<string>, text: string): string {
  if (!values.has(text)) throw new TypeError('A value that the enumeration does not have.')
  return text
}

const DECODERS: Record<string, Decode> = {
  String: (text) => text,
  Boolean: (text) => text === 't',
  Int: Number,
  Float: Number,
  BigInt,
  Decimal: (text) => new Prisma.Decimal(text),
  Json: (text) => JSON.parse(text) as unknown,
  DateTime: dateOf,
}

/** `2026-01-31 12:00:00.123+00` or `2026-01-31`: sessions are in UTC. */
function dateOf(text: string): Date {
  const iso = text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text
  const date = new Date(iso.length === 10 || iso.endsWith('Z') ? iso : Number.NaN)
  if (Number.isNaN(date.getTime())) throw new TypeError('An instant that Date does not read.')
  return date
}
