import type { Role } from '@/generated/prisma/enums'
import type { Identity } from '../auth/identity'
import { bulkModel, type ExistingRow, type Model, quote } from './bulk-model'
import { jsonOf } from './bulk-rows'
import { readRule } from './rules'
import type { SystemTransaction } from './system'

/** Rows that an identity may read, for bulk writes. Such reads are not recorded in the audit trail. */

/** Absent `role`: not, or no longer, a member of the space. */
export type Scope = Required<Identity> & { role?: Role }

type Reading<Row> = {
  findMany(args: object): Promise<Row[]>
  count(args: object): Promise<number>
}

/** The models share these operations; their union is too wide for the compiler to call. */
const reading = <M extends Model>(tx: SystemTransaction, model: M) =>
  tx[model] as unknown as Reading<ExistingRow<M> & { id: string }>

export function compare<M extends Model>(
  tx: SystemTransaction,
  scope: Scope,
  model: M,
  where: object,
): Promise<ExistingRow<M>[]> {
  return reading(tx, model).findMany({ where: { AND: [where, readRule(model, scope)] } })
}

/**
 * PostgreSQL finds the ids, most often none: a query that names a thousand values takes Prisma far
 * longer to compile than PostgreSQL to answer.
 */
export async function compareAlike<M extends Model>(
  tx: SystemTransaction,
  scope: Scope,
  model: M,
  columns: readonly string[],
  samples: readonly object[],
): Promise<ExistingRow<M>[]> {
  if (samples.length === 0) return []
  const { table, writable } = bulkModel(model)
  const names = ['spaceId', ...columns]
  const stranger = columns.find((column) => !writable.has(column))
  if (stranger) throw new Error(`"${stranger}" of "${model}" cannot be compared in bulk.`)
  const of = (row: string) => names.map((name) => `${row}.${quote(name)}`).join(', ')
  const found = await tx.$queryRawUnsafe<{ id: string }[]>(
    `select t.id from ${table} t where (${of('t')}) in (
       select ${of('s')} from jsonb_populate_recordset(null::${table}, $1::jsonb) s)`,
    jsonOf(samples.map((sample) => ({ ...pick(sample, columns), spaceId: scope.spaceId }))),
  )
  if (found.length === 0) return []
  return compare(tx, scope, model, { id: { in: found.map(({ id }) => id) } })
}

const pick = (row: object, columns: readonly string[]) =>
  Object.fromEntries(columns.map((column) => [column, Reflect.get(row, column)]))

/** Ids of the rows that satisfy a condition, in their order. */
export async function idsWhere(
  tx: SystemTransaction,
  model: Model,
  where: object,
): Promise<string[]> {
  const select = { id: true }
  const rows = await reading(tx, model).findMany({ where, orderBy: { id: 'asc' }, select })
  return rows.map(({ id }) => id)
}

/** How many of the rows with these ids satisfy a rule. */
export function countOf(
  tx: SystemTransaction,
  model: Model,
  ids: string[],
  rule: object,
): Promise<number> {
  return reading(tx, model).count({ where: { AND: [{ id: { in: ids } }, rule] } })
}
