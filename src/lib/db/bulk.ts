import type { Role } from '@/generated/prisma/enums'
import { canRole } from '../auth/access'
import type { Identity, Trace } from '../auth/identity'
import { NOT_FOUND } from '../errors/problem'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import {
  bulkModel,
  type ChangedRow,
  type ExistingRow,
  type Model,
  type NewRow,
  quote,
} from './bulk-model'
import { type TransactionOptions, transactFenced } from './door'
import { readRule, ruleOf } from './rules'
import type { SystemTransaction } from './system'
import { uuid7 } from './uuid7'

/**
 * Thousands of rows at once, under the same rules. The policies cost the enhanced client some two
 * statements a row; here a whole chunk is one statement, and one more proves, inside the same
 * transaction, that schema.zmodel allows every row of it. What is not proven is rolled back.
 */

/** Rows of one statement: large enough to be quick, small enough to report progress in between. */
const CHUNK = 1_000
/** Rows of the first statement on a table that these rows multiply. */
const FIRST_CHUNK = 200
/** Ids that a query may name without taking long to compile. */
const FEW = 50

export type Bulk = {
  /**
   * Rows that the identity may read, to compare new ones with. Such a read is not recorded in the
   * audit trail, so what it finds does not leave the server.
   */
  compare<M extends Model>(model: M, where: object): Promise<ExistingRow<M>[]>
  /** The same of the rows that have the same values in these columns as any of `samples`. */
  compareAlike<M extends Model>(
    model: M,
    columns: readonly string[],
    samples: readonly object[],
  ): Promise<ExistingRow<M>[]>
  /**
   * Inserts rows, in their order. Space and author are those of the identity.
   * @returns for each row its new id, or null where a unique key is taken already.
   * @throws InvalidRows; Rejection `forbidden` when a row is not one that this identity may create.
   */
  insert<M extends Model>(model: M, rows: NewRow<M>[]): Promise<(string | null)[]>
  /**
   * Changes rows by id; only the columns that a row names.
   * @throws InvalidRows; Rejection `not_found` or `forbidden`, before anything is written.
   */
  update<M extends Model>(model: M, rows: ChangedRow<M>[]): Promise<void>
  /** Ids of the rows that the identity may read, in their order. Such a read is not recorded either. */
  ids(model: Model, where: object): Promise<string[]>
  /**
   * Deletes rows by id, and what hangs on them.
   * @throws Rejection `not_found` or `forbidden`, before anything is deleted.
   */
  remove(model: Model, ids: string[]): Promise<void>
  /** Keeps rows from being changed by others until the end, so that what is read next still holds. */
  hold(model: Model, ids: string[]): Promise<void>
  /** Waits until no other transaction in this space holds the same `name`, and holds it to the end. */
  takeTurn(name: string): Promise<void>
}

/** What comparing rows with those that are there asks. */
export type Comparing = Pick<Bulk, 'compare' | 'compareAlike'>

/** Runs `work` in one transaction as `identity`, who must act in a space. */
export function bulkWrite<Result>(
  identity: Identity,
  work: (bulk: Bulk) => Promise<Result>,
  options: TransactionOptions & { trace?: Trace } = {},
): Promise<Result> {
  return transactFenced(identity, async (_, tx) => work(await bulkIn(tx, identity)), options)
}

/** The same inside a transaction that `transactFenced` opened for this identity. */
export async function bulkIn(tx: SystemTransaction, identity: Identity): Promise<Bulk> {
  const { userId, spaceId } = identity
  if (!spaceId) throw new Error('Bulk writes need a space.')
  const scoped = { userId, spaceId }
  return bulkOf(tx, { ...scoped, role: await liveRole(tx, scoped) })
}

/** Absent `role`: not, or no longer, a member of the space. */
type Scope = Required<Identity> & { role?: Role }

async function liveRole(
  tx: SystemTransaction,
  { userId, spaceId }: Required<Identity>,
): Promise<Role | undefined> {
  const live = { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }
  return (await tx.spaceUser.findFirst({ where: { userId, spaceId, ...live } }))?.role
}

function bulkOf(tx: SystemTransaction, scope: Scope): Bulk {
  const analyzed = new Set<Model>()
  return {
    compare: (model, where) => compare(tx, scope, model, where),
    compareAlike: (model, columns, samples) => compareAlike(tx, scope, model, columns, samples),
    async insert(model, rows) {
      requireCreate(model, scope)
      const ids: (string | null)[] = []
      let outgrown =
        rows.length > FIRST_CHUNK &&
        !analyzed.has(model) &&
        (await outgrows(tx, model, rows.length))
      for (const chunk of chunksOf(rows, outgrown ? FIRST_CHUNK : CHUNK)) {
        if (outgrown && ids.length > 0) {
          await tx.$executeRawUnsafe(`select studyspace_analyze('${bulkModel(model).table}')`)
          analyzed.add(model)
          outgrown = false
        }
        ids.push(...(await insert(tx, scope, model, chunk)))
      }
      return ids
    },
    async update(model, rows) {
      for (const chunk of chunksOf(rows)) await update(tx, scope, model, chunk)
    },
    ids: (model, where) => idsOf(tx, scope, model, where),
    async remove(model, ids) {
      for (const chunk of chunksOf([...new Set(ids)])) await remove(tx, scope, model, chunk)
    },
    async hold(model, ids) {
      for (const chunk of chunksOf([...new Set(ids)])) await hold(tx, scope, model, chunk)
    },
    async takeTurn(name) {
      const lock = `${scope.spaceId}/${name}`
      await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${lock}, 0))`
    },
  }
}

function compare<M extends Model>(
  tx: SystemTransaction,
  scope: Scope,
  model: M,
  where: object,
): Promise<ExistingRow<M>[]> {
  // The models share this operation; their union is too wide for the compiler to call.
  const delegate = tx[model] as unknown as {
    findMany(args: object): Promise<ExistingRow<M>[]>
  }
  return delegate.findMany({ where: { AND: [where, readRule(model, scope)] } })
}

/** PostgreSQL finds the ids, most often none; see `requireCreated` for why Prisma is not asked. */
async function compareAlike<M extends Model>(
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
 * The proof that this identity may create the rows that it just inserted. Asked first of all its rows
 * between the first and the last of them, which are hardly ever more: a query that names a thousand ids
 * takes Prisma far longer to compile than PostgreSQL to answer.
 */
async function requireCreated(
  tx: SystemTransaction,
  scope: Required<Identity>,
  model: Model,
  ids: string[],
): Promise<void> {
  const { userId: createdById, spaceId } = scope
  const rule = ruleOf(model, 'create', scope)
  if (ids.length > FEW) {
    const between = { createdById, spaceId, id: { gte: ids[0], lte: ids.at(-1) } }
    const all = await count(tx, model, between)
    if (all >= ids.length && all === (await count(tx, model, { AND: [between, rule] }))) return
  }
  if ((await countOf(tx, model, ids, rule)) !== ids.length) {
    throw new Rejection('forbidden', NO_RIGHT)
  }
}

async function update<M extends Model>(
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

async function idsOf(
  tx: SystemTransaction,
  scope: Scope,
  model: Model,
  where: object,
): Promise<string[]> {
  const delegate = tx[model] as unknown as { findMany(args: object): Promise<{ id: string }[]> }
  const rows = await delegate.findMany({
    where: { AND: [where, readRule(model, scope)] },
    orderBy: { id: 'asc' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

async function remove(
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
async function hold(
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

/** How many of the rows with these ids satisfy a rule. */
function countOf(
  tx: SystemTransaction,
  model: Model,
  ids: string[],
  rule: object,
): Promise<number> {
  return count(tx, model, { AND: [{ id: { in: ids } }, rule] })
}

function count(tx: SystemTransaction, model: Model, where: object): Promise<number> {
  // The models share this operation; their union is too wide for the compiler to call.
  const delegate = tx[model] as unknown as { count(args: object): Promise<number> }
  return delegate.count({ where })
}

/** Rows as PostgreSQL reads them: numbers that JSON cannot hold as texts, bytes in hexadecimal. */
function jsonOf(rows: object[]): string {
  return JSON.stringify(rows, (_, value: unknown) => {
    if (typeof value === 'bigint') return String(value)
    return value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : value
  })
}

/** The columns that occur in any row, quoted. */
function columnsOf(rows: object[], except: string[] = []): string {
  const names = new Set(rows.flatMap((row) => Object.keys(row)))
  return [...names]
    .filter((name) => !except.includes(name))
    .map(quote)
    .join(', ')
}

function* chunksOf<Item>(items: Item[], first = CHUNK): Generator<Item[]> {
  for (let start = 0, size = first; start < items.length; start += size, size = CHUNK) {
    yield items.slice(start, start + size)
  }
}
