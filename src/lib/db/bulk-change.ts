import { NOT_FOUND } from '../errors/problem'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { bulkModel, type ChangedRow, type Model } from './bulk-model'
import { countOf, type Scope } from './bulk-read'
import { columnsOf, jsonOf } from './bulk-rows'
import { readRule, ruleOf } from './rules'
import type { SystemTransaction } from './system'

/** Changes and deletions of one chunk of rows that are there; see `Bulk`. */

export async function update<M extends Model>(
  tx: SystemTransaction,
  scope: Scope,
  model: M,
  given: ChangedRow<M>[],
): Promise<void> {
  const { table, validateChanges } = bulkModel(model)
  const rows = validateChanges(given)
  const columns = columnsOf(rows, ['id'])
  const ids = new Set(given.map(({ id }) => id))
  await hold(tx, scope, model, [...ids])
  if (columns === '') return
  // The row itself is the base of the new one, so that columns absent from the JSON keep their value.
  await tx.$executeRawUnsafe(
    `update ${table} as t set ("updatedAt", ${columns}) = (
       select statement_timestamp(), ${columns} from jsonb_populate_record(t, change.value))
     from jsonb_array_elements($1::jsonb) as change where t.id = change.value->>'id'`,
    jsonOf(rows),
  )
}

export async function remove(
  tx: SystemTransaction,
  scope: Scope,
  model: Model,
  ids: string[],
): Promise<void> {
  await hold(tx, scope, model, ids, 'delete')
  await tx.$executeRawUnsafe(
    `delete from ${bulkModel(model).table} where id = any($1) and "spaceId" = $2`,
    ids,
    scope.spaceId,
  )
}

/** Locks rows that the identity may write; others are refused as the door would refuse them. */
export async function hold(
  tx: SystemTransaction,
  scope: Scope,
  model: Model,
  ids: string[],
  right: 'update' | 'delete' = 'update',
): Promise<void> {
  await tx.$executeRawUnsafe(
    `select from ${bulkModel(model).table} where id = any($1) and "spaceId" = $2
     order by id for no key update`,
    ids,
    scope.spaceId,
  )
  if ((await countOf(tx, model, ids, ruleOf(model, right, scope))) === ids.length) return
  const visible = await countOf(tx, model, ids, readRule(model, scope))
  throw visible === ids.length
    ? new Rejection('forbidden', NO_RIGHT)
    : new Rejection('not_found', NOT_FOUND.message)
}
