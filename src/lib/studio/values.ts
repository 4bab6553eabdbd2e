import { formatDay, formatInstant, formatNumber } from '../format'
import { dayOfDate } from '../zoned-day'
import { instantAt, wallTimeIn } from '../zoned-time'
import type { StudioField } from './models'

/**
 * Values of records as texts: what an input or a file holds, and what people read. Instants are meant
 * in the time zone of the space.
 */

export type Parsed = { ok: true; value: unknown } | { ok: false; reason: string }

const fine = (value: unknown): Parsed => ({ ok: true, value })
const wrong = (reason: string): Parsed => ({ ok: false, reason })

/** What an input or a file has, as the value that is stored. Rules beyond the kind are the server's. */
export function parseValue(field: StudioField, text: string, zone: string): Parsed {
  const trimmed = text.trim()
  if (trimmed === '' && !isText(field)) return ofNothing(field)
  switch (field.kind) {
    case 'text':
      return text === '' && field.nullable ? fine(null) : ofText(field, text)
    case 'integer':
      return ofInteger(field, trimmed)
    case 'number':
      return ofNumber(field, trimmed)
    case 'boolean':
      return ofBoolean(trimmed)
    case 'day':
      return isDay(trimmed)
        ? fine(new Date(`${trimmed}T00:00:00Z`))
        : wrong('Enter a day, such as 2026-03-05.')
    case 'instant':
      return ofInstant(trimmed, zone)
    case 'choice':
      return ofChoice(field, trimmed)
    case 'json':
      return ofJson(trimmed)
    case 'list':
      return ofList(field, trimmed, zone)
    case 'link':
      return fine(trimmed)
    case 'bytes':
      return ofBytes(trimmed)
  }
}

const isText = ({ kind }: StudioField) => kind === 'text'

function ofNothing(field: StudioField): Parsed {
  if (field.kind === 'list') return fine([])
  if (field.nullable) return fine(null)
  return wrong(field.kind === 'link' || field.kind === 'choice' ? 'Choose one.' : 'Enter a value.')
}

function ofText(field: StudioField, text: string): Parsed {
  return text.trim() === '' && field.required ? wrong('Enter a value.') : fine(text)
}

function ofInteger({ type }: StudioField, text: string): Parsed {
  if (!/^[+-]?\d+$/.test(text)) return wrong('Enter a whole number.')
  if (type === 'BigInt') return fine(BigInt(text))
  const value = Number(text)
  return Math.abs(value) <= MAX_INT ? fine(value) : wrong('This number is too large.')
}

/** Of a column of type Int. */
const MAX_INT = 2_147_483_647

/** A Decimal stays a text: as a number it would lose digits. */
function ofNumber({ type }: StudioField, text: string): Parsed {
  const plain = /^[+-]?\d+,\d+$/.test(text) ? text.replace(',', '.') : text
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return wrong('Enter a number.')
  return fine(type === 'Decimal' ? plain : Number(plain))
}

const TRUE = ['true', 'yes', '1', 'x']
const FALSE = ['false', 'no', '0']

function ofBoolean(text: string): Parsed {
  const word = text.toLowerCase()
  if (TRUE.includes(word)) return fine(true)
  return FALSE.includes(word) ? fine(false) : wrong('Enter yes or no.')
}

function ofInstant(text: string, zone: string): Parsed {
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const instant = new Date(text)
    return Number.isNaN(instant.getTime()) ? wrong(NO_INSTANT) : fine(instant)
  }
  const [, day = '', time = '00:00'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::00)?)?$/.exec(text) ?? []
  if (!isDay(day) || !/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return wrong(NO_INSTANT)
  return fine(instantAt(`${day}T${time}`, zone))
}

const NO_INSTANT = 'Enter day and time, such as 2026-03-05 14:30.'

function ofChoice({ choices = [] }: StudioField, text: string): Parsed {
  const word = text.toLowerCase()
  const found =
    choices.find(({ value }) => value === text) ??
    choices.find(({ value, label }) => [value, label].some((name) => name.toLowerCase() === word))
  if (found) return fine(found.value)
  return wrong(`Choose one of these: ${choices.map(({ label }) => label).join(', ')}.`)
}

function ofJson(text: string): Parsed {
  try {
    return fine(JSON.parse(text))
  } catch {
    return wrong('This is not valid JSON. Texts and names stand in double quotes.')
  }
}

function ofBytes(text: string): Parsed {
  const joined = text.replace(/\s+/g, '')
  if (!/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(joined)) {
    return wrong('Enter bytes as base64, such as AAH+/w==.')
  }
  return fine(Uint8Array.from(atob(joined), (letter) => letter.charCodeAt(0)))
}

const base64Of = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** One value per line, each read as its type asks. */
function ofList(field: StudioField, text: string, zone: string): Parsed {
  const kind = field.choices ? 'choice' : (ITEM_KINDS[field.type] ?? 'text')
  const items: unknown[] = []
  for (const line of text.split('\n').map((part) => part.trim())) {
    if (line === '') continue
    const parsed = parseValue({ ...field, kind }, line, zone)
    if (!parsed.ok) return parsed
    items.push(parsed.value)
  }
  return fine(items)
}

const ITEM_KINDS: Record<string, StudioField['kind']> = {
  Int: 'integer',
  BigInt: 'integer',
  Float: 'number',
  Decimal: 'number',
  Boolean: 'boolean',
  DateTime: 'instant',
  Json: 'json',
}

/** Whether a text is a day that exists: "YYYY-MM-DD". */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && dayOfDate(date) === text
}

/** A stored value as an input shows it; `parseValue` reads it back. */
export function inputText(field: StudioField, value: unknown, zone: string): string {
  if (value === null || value === undefined) return ''
  switch (field.kind) {
    case 'day':
      return dayOfDate(value as Date)
    case 'instant':
      return wallTimeIn(zone, value as Date)
    case 'json':
      return JSON.stringify(value, null, 2)
    case 'list':
      return (value as unknown[]).join('\n')
    case 'bytes':
      return base64Of(value as Uint8Array)
    default:
      return String(value)
  }
}

/** A stored value as a file has it: exact, and the same whatever the zone. */
export function fileText(field: StudioField, value: unknown): string {
  if (value === null || value === undefined) return ''
  switch (field.kind) {
    case 'day':
      return dayOfDate(value as Date)
    case 'instant':
      return new Date(value as Date).toISOString()
    case 'json':
      return JSON.stringify(value)
    case 'list':
      return (value as unknown[]).join('\n')
    case 'bytes':
      return base64Of(value as Uint8Array)
    default:
      return String(value)
  }
}

/** A stored value as people read it; '' for none. */
export function readableText(field: StudioField, value: unknown, zone: string): string {
  if (value === null || value === undefined) return ''
  switch (field.kind) {
    case 'integer':
      return typeof value === 'number' ? formatNumber(value) : String(value)
    case 'boolean':
      return value ? 'Yes' : 'No'
    case 'day':
      return formatDay(dayOfDate(value as Date))
    case 'instant':
      return formatInstant(value as Date, { zone })
    case 'choice':
      return field.choices?.find((choice) => choice.value === value)?.label ?? String(value)
    case 'json':
      return JSON.stringify(value)
    case 'list':
      return (value as unknown[]).join(', ')
    case 'bytes':
      return `${(value as Uint8Array).length} bytes`
    default:
      return String(value)
  }
}

/** What a record is called. */
export function titleText(
  model: { title: string; fields: readonly StudioField[] },
  row: Record<string, unknown>,
  zone: string,
): string {
  const field = model.fields.find(({ name }) => name === model.title)
  return (field && readableText(field, row[field.name], zone)) || 'Without a name'
}
