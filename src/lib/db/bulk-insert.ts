import { canRole } from '../auth/access'
import type { Identity } from '../auth/identity'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { bulkModel, type Model, type NewRow } from './bulk-model'
import { idsWhere, type Scope } from './bulk-read'
import { chunksOf, columnsOf, jsonOf } from './bulk-rows'
import { ruleOf } from './rules'
import type { SystemTransaction } from './system'
import { uuid7 } from './uuid7'

/** Rows of the first statement on a table that these rows multiply. */
const FIRST_CHUNK = 200
/** Ids that a query may name without taking long to compile. */
const FEW = 50

/** Inserts rows; see `Bulk`. @param analyzed models that the transaction analysed already. */
export async function insertRows<M extends Model>(
  tx: SystemTransaction,
  scope: Scope,
  model: M,
  rows: NewRow<M>[],
  analyzed: Set<Model>,
): Promise<(string | null)[]> {
  requireCreate(model, scope)
  const ids: (string | null)[] = []
  let outgrown =
    rows.length > FIRST_CHUNK && !analyzed.has(model) && (await outgrows(tx, model, rows.length))
  for (const chunk of chunksOf(rows, outgrown ? FIRST_CHUNK : undefined)) {
    if (outgrown && ids.length > 0) {
      await tx.$executeRawUnsafe(`select studyspace_analyze('${bulkModel(model).table}')`)
      analyzed.add(model)
      outgrown = false
    }
    ids.push(...(await insert(tx, scope, model, chunk)))
  }
  return ids
}

/**
 * The proof comes after the INSERT, which a unique key or a trigger may refuse first, and so tell
 * somebody without the right what exists. Who has no right hears only that.
 */
function requireCreate(model: Model, { role }: Scope): void {
  if (!role || !canRole(role, bulkModel(model).name, 'create'))
    throw new Rejection('forbidden', NO_RIGHT)
}

/**
 * Whether so many rows are more than the table has. PostgreSQL checks foreign keys that lead there by a
 * plan for the rows it knows; in a table that a transaction multiplies, that is a plan that reads the
 * whole study for each row, and a large import takes hours.
 */
async function outgrows(tx: SystemTransaction, model: Model, rows: number): Promise<boolean> {
  // Not pg_class.reltuples, which an import that was undone leaves as it would have been.
  const [row] = await tx.$queryRawUnsafe<{ outgrown: boolean }[]>(
    `select n_live_tup < $1 as outgrown from pg_stat_user_tables
     where relid = '${bulkModel(model).table}'::regclass`,
    rows,
  )
  return row?.outgrown ?? false
}

async function insert<M extends Model>(
  tx: SystemTransaction,
  { userId, spaceId }: Scope,
  model: M,
  given: NewRow<M>[],
): Promise<(string | null)[]> {
  const { table, validateNew } = bulkModel(model)
  const rows = validateNew(given).map((row) => ({
    ...row,
    id: uuid7(),
    spaceId,
    createdById: userId,
  }))
  const columns = columnsOf(rows)
  const inserted = await tx.$queryRawUnsafe<{ id: string }[]>(
    `insert into ${table} (${columns}, "updatedAt")
     select ${columns}, statement_timestamp() from jsonb_populate_recordset(null::${table}, $1::jsonb)
     on conflict do nothing returning id`,
    jsonOf(rows),
  )
  const ids = new Set(inserted.map(({ id }) => id))
  await requireCreated(tx, { userId, spaceId }, model, [...ids])
  return rows.map(({ id }) => (ids.has(id) ? id : null))
}

/**
 * The proof that this identity may create the rows that it just inserted. Many are looked for by their
 * author between the first and the last of them, because naming each takes long to compile (compareAlike).
 */
async function requireCreated(
  tx: SystemTransaction,
  scope: Required<Identity>,
  model: Model,
  ids: string[],
): Promise<void> {
  const { userId: createdById, spaceId } = scope
  const named = { id: { in: ids } }
  const between = { createdById, spaceId, id: { gte: ids[0], lte: ids.at(-1) } }
  const near = ids.length > FEW ? between : named
  const rule = ruleOf(model, 'create', scope)
  const allowed = new Set(await idsWhere(tx, model, { AND: [near, rule] }))
  if (!ids.every((id) => allowed.has(id))) throw new Rejection('forbidden', NO_RIGHT)
}
