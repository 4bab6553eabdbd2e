import metadata from '@/generated/zenstack/model-meta'
import type { StudioField, StudioModel } from '../../studio/models'
import { delegateName } from '../../studio/models'
import { itemOf, MAX_INT } from '../values'
import { listOf, orNull, type Schema, sentences } from './schema'

/** Columns as JSON Schema: as values.ts writes and reads them, with the rules of schema.zmodel. */

const DIGITS = '^-?\\d{1,19}$'
const DECIMAL = '^-?\\d{1,60}(\\.\\d{1,60})?$'

/** A column in an answer. What is stored satisfied the rules of its day, so none is repeated here. */
export function shownValue(field: StudioField): Schema {
  const schema = field.kind === 'list' ? listOf(shownKind(itemOf(field))) : shownKind(field)
  return {
    title: field.label,
    ...(field.nullable ? orNull(schema) : schema),
    ...sentences(field.help),
    ...((field.given || field.inherited) && { readOnly: true }),
  }
}

function shownKind(field: StudioField): Schema {
  if (field.type === 'BigInt') return { type: 'string', pattern: '^-?\\d+$' }
  if (field.type === 'Decimal') return { type: 'string', format: 'decimal' }
  return plainKind(field)
}

/** A column in a body, by every rule that it is judged by. @param more sentences about it. */
export function writtenValue(model: StudioModel, field: StudioField, more: string[] = []): Schema {
  const rules = rulesOf(model, field)
  const schema =
    field.kind === 'list' ? listOf(writtenKind(itemOf(field))) : { ...writtenKind(field), ...rules }
  return {
    title: field.label,
    ...(field.nullable ? orNull(schema) : schema),
    ...sentences(field.help, ...more),
  }
}

/**
 * What a new record has without being told, in words: a `default` makes generators of clients ask for
 * the value.
 */
export function initialSentence({ initial, kind }: StudioField): string[] {
  if (initial === undefined || initial === '') return []
  return [`\`${kind === 'json' ? initial : JSON.stringify(initial)}\` by default.`]
}

function writtenKind(field: StudioField): Schema {
  if (field.type === 'BigInt') {
    return { anyOf: [{ type: 'string', pattern: DIGITS }, { type: 'integer' }] }
  }
  if (field.type === 'Decimal') {
    return { anyOf: [{ type: 'string', pattern: DECIMAL }, { type: 'number' }] }
  }
  return plainKind(field)
}

/** A value in the address of a request. */
export function addressValue(field: StudioField): Schema {
  const item = field.kind === 'list' ? itemOf(field) : field
  if (item.type === 'BigInt') return { type: 'string', pattern: DIGITS }
  if (item.type === 'Decimal') return { type: 'string', pattern: DECIMAL }
  return item.kind === 'json' || item.kind === 'bytes' ? { type: 'string' } : plainKind(item)
}

function plainKind({ kind, choices }: StudioField): Schema {
  switch (kind) {
    case 'integer':
      return { type: 'integer', format: 'int32', minimum: -MAX_INT, maximum: MAX_INT }
    case 'number':
      return { type: 'number', format: 'double' }
    case 'boolean':
      return { type: 'boolean' }
    case 'day':
      return { type: 'string', format: 'date' }
    case 'instant':
      return { type: 'string', format: 'date-time' }
    case 'choice':
      return { type: 'string', enum: choices?.map(({ value }) => value) ?? [] }
    case 'bytes':
      return { type: 'string', contentEncoding: 'base64' }
    case 'json':
      return {}
    default:
      return { type: 'string' }
  }
}

type Attribute = { name: string; args: { name?: string; value?: unknown }[] }

/** What the validation attributes of a column say. */
export function rulesOf(model: StudioModel, field: StudioField): Schema {
  const described = metadata.models[delegateName(model.name)]?.fields[field.name]
  const attributes = (described?.attributes ?? []) as Attribute[]
  return Object.assign({}, ...attributes.map(ruleOf))
}

function ruleOf({ name, args }: Attribute): Schema {
  const value = (at: number, key = 'value') =>
    args.find((argument) => argument.name === key)?.value ??
    (args[at]?.name === undefined ? args[at]?.value : undefined)
  switch (name) {
    case '@length': {
      const [min, max] = [value(0, 'min'), value(1, 'max')]
      return { ...(min ? { minLength: min } : {}), ...(max !== undefined && { maxLength: max }) }
    }
    case '@regex':
      return { pattern: value(0, 'regex') }
    case '@startsWith':
      return { pattern: `^${literal(value(0, 'text'))}` }
    case '@endsWith':
      return { pattern: `${literal(value(0, 'text'))}$` }
    case '@contains':
      return { pattern: literal(value(0, 'text')) }
    case '@email':
      return { format: 'email' }
    case '@url':
      return { format: 'uri' }
    case '@datetime':
      return { format: 'date-time' }
    case '@gt':
      return { exclusiveMinimum: value(0) }
    case '@gte':
      return { minimum: value(0) }
    case '@lt':
      return { exclusiveMaximum: value(0) }
    case '@lte':
      return { maximum: value(0) }
    default:
      return {}
  }
}

const literal = (text: unknown) => String(text).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
