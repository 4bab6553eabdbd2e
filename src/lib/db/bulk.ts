import type { Role } from '@/generated/prisma/enums'
import type { Identity, Trace } from '../auth/identity'
import { hold, remove, update } from './bulk-change'
import { insertRows } from './bulk-insert'
import type { ChangedRow, ExistingRow, Model, NewRow } from './bulk-model'
import { compare, compareAlike, idsWhere, type Scope } from './bulk-read'
import { chunksOf } from './bulk-rows'
import { type TransactionOptions, transactFenced } from './door'
import { readRule } from './rules'
import type { SystemTransaction } from './system'

/**
 * Thousands of rows at once, under the same rules. The policies cost the enhanced client some two
 * statements a row; here a whole chunk is one statement, and one more proves, inside the same
 * transaction, that schema.zmodel allows every row of it. What is not proven is rolled back.
 */

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
    insert: (model, rows) => insertRows(tx, scope, model, rows, analyzed),
    async update(model, rows) {
      for (const chunk of chunksOf(rows)) await update(tx, scope, model, chunk)
    },
    ids: (model, where) => idsWhere(tx, model, { AND: [where, readRule(model, scope)] }),
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
