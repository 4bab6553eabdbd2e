import type { FieldInfo } from '@zenstackhq/runtime'
import { z } from 'zod/v3'
import type { access } from '@/generated/access'
import type { Prisma } from '@/generated/prisma/client'
import metadata from '@/generated/zenstack/model-meta'
import * as schemas from '@/generated/zenstack/zod/models'
import { Rejection } from '../errors/rejection'
import type { SystemTransaction } from './system'

/** A model by the name that the clients use: `participant`. */
export type Model = Uncapitalize<Prisma.ModelName>

/** What bulk writes fill in themselves, never taken from a row. */
type Stamped = 'id' | 'createdAt' | 'updatedAt' | 'createdById' | 'spaceId'

type Data<M extends Model> = Prisma.Args<SystemTransaction[M], 'createMany'>['data'] extends infer D
  ? D extends readonly (infer Row)[]
    ? Row
    : never
  : never

/** A row to insert: the model's columns without those that are stamped. */
export type NewRow<M extends Model> = Omit<Data<M>, Stamped>
/** A row to update: its id and the columns to change; columns left out keep their value. */
export type ChangedRow<M extends Model> = { id: string } & Partial<NewRow<M>>

/** A row as it is stored. */
export type ExistingRow<M extends Model> = Prisma.Result<
  SystemTransaction[M],
  object,
  'findFirstOrThrow'
>

type Values = Record<string, unknown>

/** Rows that break a rule of the schema (`@length`, `@regex`, ...); nothing was written. */
export class InvalidRows extends Rejection {
  constructor(readonly rows: { index: number; fields: Record<string, string> }[]) {
    super('invalid', 'Some values cannot be saved as they are. Please correct them.')
  }
}

/** What bulk writes need to know of a tenant model. */
export type BulkModel = {
  /** Its name in schema.zmodel. */
  name: keyof typeof access
  /** The quoted name of its table. */
  table: string
  /** Columns that a new row may name, and those that may change later. */
  writable: ReadonlySet<string>
  changeable: ReadonlySet<string>
  /** Validates and normalises rows to insert; defaults of the schema are filled in. */
  validateNew(rows: readonly object[]): Values[]
  /** The same for rows to update, ids included; frozen columns are refused. */
  validateChanges(rows: readonly object[]): Values[]
  /**
   * What the rules of single columns make of a part of a row, frozen columns too: the values that may
   * be stored, normalised, and sentences for the others. Nothing is filled in.
   */
  checkColumns(part: object): { values: Values; fields: Record<string, string> }
}

const STAMPED = {
  id: true,
  createdAt: true,
  updatedAt: true,
  createdById: true,
  spaceId: true,
} satisfies Record<Stamped, true>

const known = new Map<Model, BulkModel>()

/** Whether its rows belong to a space. */
export function isTenantModel(model: string): model is Model {
  const fields = metadata.models[model]?.fields
  return Boolean(fields?.spaceId && fields.createdById)
}

/** @throws Error for a model that does not extend SpaceRecord: bulk writes are for tenant data only. */
export function bulkModel(model: Model): BulkModel {
  const found = known.get(model) ?? inspect(model)
  known.set(model, found)
  return found
}

function inspect(model: Model): BulkModel {
  const info = metadata.models[model]
  if (!info || !isTenantModel(model)) throw new Error(`"${model}" does not extend SpaceRecord.`)
  const columns = Object.values(info.fields).filter((field) => !field.isDataModel)
  const writable = columns.filter(({ name }) => !Object.hasOwn(STAMPED, name))
  const changeable = writable.filter((field) => !isFrozen(field))
  const newRow = schemaNamed(`${info.name}Schema`).omit(STAMPED)
  const change = schemaNamed(`${info.name}UpdateSchema`).required({ id: true })
  const parts = change.partial()
  return {
    name: info.name as keyof typeof access,
    table: quote(info.name),
    writable: new Set(names(writable)),
    changeable: new Set(names(changeable)),
    validateNew: (rows) => validate(rows, names(writable), newRow, model),
    validateChanges: (rows) => validate(rows, ['id', ...names(changeable)], change, model),
    checkColumns: (part) => checkColumns(part, parts),
  }
}

function checkColumns(part: object, schema: z.AnyZodObject) {
  const whole = schema.safeParse(part)
  if (whole.success) return { values: whole.data, fields: {} }
  const issues = whole.error.issues.map(({ path, message }) => [String(path[0] ?? ''), message])
  const fields: Record<string, string> = Object.fromEntries(issues)
  const rest = Object.entries(part).filter(([column]) => !Object.hasOwn(fields, column))
  const result = schema.safeParse(Object.fromEntries(rest))
  return { values: result.success ? result.data : {}, fields }
}

const names = (fields: FieldInfo[]) => fields.map(({ name }) => name)

/** Columns with a rule of their own, such as `@deny('update', true)`, are not changed in bulk. */
const isFrozen = ({ attributes = [] }: FieldInfo): boolean =>
  attributes.some(({ name }) => name === '@deny' || name === '@allow')

function schemaNamed(name: string): z.AnyZodObject {
  const schema: unknown = Reflect.get(schemas, name)
  if (!(schema instanceof z.ZodObject)) throw new Error(`There is no generated schema "${name}".`)
  return schema
}

function validate(
  rows: readonly object[],
  allowed: string[],
  schema: z.AnyZodObject,
  model: Model,
): Values[] {
  const columns = new Set(allowed)
  const invalid: InvalidRows['rows'] = []
  const valid = rows.map((row, index) => {
    const stranger = Object.keys(row).find((column) => !columns.has(column))
    if (stranger) throw new Error(`"${stranger}" of "${model}" cannot be written in bulk.`)
    const result = schema.safeParse(row)
    if (result.success) return result.data
    const fields = result.error.issues.map((issue) => [issue.path.join('.'), issue.message])
    invalid.push({ index, fields: Object.fromEntries(fields) })
    return {}
  })
  if (invalid.length > 0) throw new InvalidRows(invalid)
  return valid
}

/** An identifier as PostgreSQL takes it literally. */
export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}
