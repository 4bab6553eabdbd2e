import type { StudioField } from '../studio/models'
import { isDay } from '../studio/values'

/**
 * Values as JSON has them and as the database does. A Decimal and a BigInt are texts, with all their
 * digits; bytes are base64; an instant is in UTC, a day without a time.
 */

type Parsed = { ok: true; value: unknown } | { ok: false; reason: string }
const fine = (value: unknown): Parsed => ({ ok: true, value })
const wrong = (reason: string): Parsed => ({ ok: false, reason })

/** A value of a document, for the database. Rules of the schema beyond its kind are checked there. */
export function valueOfJson(field: StudioField, json: unknown): Parsed {
  if (json === null) {
    return field.nullable || field.kind === 'json' ? fine(null) : wrong('This cannot be null.')
  }
  if (field.kind !== 'list') return single(field, json)
  if (!Array.isArray(json)) return wrong('This is a list.')
  const items = json.map((item) => single(itemOf(field), item))
  const bad = items.find((item) => !item.ok)
  return bad ?? fine(items.map((item) => item.ok && item.value))
}

const ITEM_KINDS: Record<string, StudioField['kind']> = {
  Int: 'integer',
  BigInt: 'integer',
  Float: 'number',
  Decimal: 'number',
  Boolean: 'boolean',
  DateTime: 'instant',
  Json: 'json',
  Bytes: 'bytes',
}

/** One item of a list, as a field of its own. */
export const itemOf = (field: StudioField): StudioField => ({
  ...field,
  nullable: false,
  kind: field.choices ? 'choice' : (ITEM_KINDS[field.type] ?? 'text'),
})

function single(field: StudioField, json: unknown): Parsed {
  switch (field.kind) {
    case 'text':
    case 'link':
      return typeof json === 'string' ? ofText(json) : wrong('This is a text.')
    case 'integer':
      return ofInteger(field, json)
    case 'number':
      return ofNumber(field, json)
    case 'boolean':
      return typeof json === 'boolean' ? fine(json) : wrong('This is true or false.')
    case 'day':
      return typeof json === 'string' && isDay(json) && isKept(new Date(`${json}T00:00:00Z`))
        ? fine(new Date(`${json}T00:00:00Z`))
        : wrong('This is a day, such as "2026-03-05".')
    case 'instant':
      return ofInstant(json)
    case 'choice':
      return field.choices?.some(({ value }) => value === json)
        ? fine(json)
        : wrong(`This is one of: ${field.choices?.map(({ value }) => value).join(', ')}.`)
    case 'json':
      return isKeptJson(json) ? fine(json) : wrong(UNKEPT)
    case 'bytes':
      return ofBytes(json)
    case 'list':
      return wrong('A list cannot stand inside a list.')
  }
}

/** PostgreSQL keeps no NUL, and no half of a character. */
const isKeptText = (text: string): boolean => !/\0|\p{Surrogate}/u.test(text)
const UNKEPT = 'This text contains a character that cannot be kept.'

const ofText = (text: string): Parsed => (isKeptText(text) ? fine(text) : wrong(UNKEPT))

/** The same of all texts and names in it. */
function isKeptJson(json: unknown): boolean {
  if (typeof json === 'string') return isKeptText(json)
  if (typeof json !== 'object' || json === null) return true
  return Object.entries(json).every(([name, inner]) => isKeptText(name) && isKeptJson(inner))
}

export const MAX_INT = 2_147_483_647
const MAX_BIGINT = 2n ** 63n - 1n

function ofInteger({ type }: StudioField, json: unknown): Parsed {
  if (type === 'BigInt') {
    const digits = typeof json === 'number' && Number.isSafeInteger(json) ? String(json) : json
    if (typeof digits !== 'string' || !/^-?\d{1,19}$/.test(digits)) {
      return wrong('This is a whole number, as a text if it is large.')
    }
    const value = BigInt(digits)
    return value <= MAX_BIGINT && value >= -MAX_BIGINT
      ? fine(value)
      : wrong('This number is too large.')
  }
  if (typeof json !== 'number' || !Number.isInteger(json)) return wrong('This is a whole number.')
  return Math.abs(json) <= MAX_INT ? fine(json) : wrong('This number is too large.')
}

function ofNumber({ type }: StudioField, json: unknown): Parsed {
  if (type !== 'Decimal') return typeof json === 'number' ? fine(json) : wrong('This is a number.')
  const text = typeof json === 'number' ? String(json) : json
  return typeof text === 'string' && /^-?\d{1,60}(\.\d{1,60})?$/.test(text)
    ? fine(text)
    : wrong('This is a number, as a text if it has many digits, such as "12.50".')
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/

const FIRST = Date.parse('0001-01-01T00:00:00Z')
const LAST = Date.parse('9999-12-31T23:59:59.999Z')

/** Whether PostgreSQL and Prisma keep it, and ISO 8601 writes it with a year of four digits. */
export const isKept = (instant: Date): boolean =>
  instant.getTime() >= FIRST && instant.getTime() <= LAST

function ofInstant(json: unknown): Parsed {
  const instant = typeof json === 'string' && INSTANT.test(json) ? new Date(json) : undefined
  return instant && isKept(instant)
    ? fine(instant)
    : wrong('This is an instant with its offset, such as "2026-03-05T14:30:00Z".')
}

function ofBytes(json: unknown): Parsed {
  return typeof json === 'string' && /^[A-Za-z0-9+/]*={0,2}$/.test(json)
    ? fine(Uint8Array.from(Buffer.from(json, 'base64')))
    : wrong('This is base64.')
}

/** A stored value, for a document. */
export function jsonOfValue(field: StudioField, value: unknown): unknown {
  if (value === null || value === undefined) return null
  if (value instanceof Date) {
    const text = value.toISOString()
    return field.kind === 'day' ? text.slice(0, 10) : text
  }
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (field.kind === 'list' && Array.isArray(value)) {
    return value.map((item) => jsonOfValue(itemOf(field), item))
  }
  // A Decimal writes itself as text.
  return value
}

/** A value in the address of a request: the same, without quotes. */
export function valueOfText(field: StudioField, text: string): Parsed {
  const item = field.kind === 'list' ? itemOf(field) : field
  switch (item.kind) {
    case 'integer':
    case 'number':
      if (text.trim() === '') return wrong('This is a number.')
      return single(item, ['BigInt', 'Decimal'].includes(item.type) ? text : Number(text))
    case 'boolean':
      return ['true', 'false'].includes(text)
        ? fine(text === 'true')
        : wrong('This is true or false.')
    default:
      return single(item, text)
  }
}
