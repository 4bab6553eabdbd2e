import { access } from '@/generated/access'
import { tables } from '@/generated/tenancy'
import metadata from '@/generated/zenstack/model-meta'
import type { Identity } from '../auth/identity'
import { NOT_FOUND } from '../errors/problem'
import { Rejection } from '../errors/rejection'
import { type Args, entries, guardArgs, RECORDED } from './guarded-args'
import { readRule } from './rules'

/**
 * What the door takes of an operation, and in which form it goes to the enhanced client: the operations
 * that there are, rows that may not be read as absent as others, and reads that are recorded. Its
 * arguments are the business of guarded-args.ts.
 */

/** The operations of a model that the door has. */
export const OPERATIONS: ReadonlySet<string> = new Set([
  ...['findFirst', 'findFirstOrThrow', 'findMany', 'findUnique', 'findUniqueOrThrow'],
  ...['aggregate', 'count', 'groupBy'],
  ...['create', 'createMany', 'createManyAndReturn', 'upsert'],
  ...['update', 'updateMany', 'updateManyAndReturn', 'delete', 'deleteMany'],
])

const READS = new Set([
  ...['findFirst', 'findFirstOrThrow', 'findMany', 'findUnique', 'findUniqueOrThrow'],
  ...['aggregate', 'count', 'groupBy'],
])
export const isRead = (operation: string): boolean => READS.has(operation)

const NAMES_ONE_ROW = new Set(['update', 'delete', 'upsert'])

/**
 * Prisma merges the findUnique calls of one tick into one query, across identities: the connection
 * tells PostgreSQL one of them, and everybody else finds nothing.
 */
const UNMERGED: Record<string, string> = {
  findUnique: 'findFirst',
  findUniqueOrThrow: 'findFirstOrThrow',
}

/** Whether schema.zmodel has the model (`participantIdentity`). */
export const isModel = (model: string): boolean => Object.hasOwn(metadata.models, model)

/** An operation as it goes to the enhanced client. */
export type Call = {
  operation: string
  args: Args
  /** The model under whose name the rows that are found have to be recorded. */
  recorded?: string
}

/**
 * One operation as it may go to the enhanced client.
 *
 * @throws Rejection `invalid` for what the door does not take. The given arguments stay as they are.
 */
export function guardOperation(
  model: string,
  operation: string,
  args: unknown,
  identity: Identity,
): Call {
  // A model without any rule (secrets, machinery) is for nobody who comes through the door.
  if (!Object.hasOwn(access, metadata.models[model]?.name ?? '')) {
    throw new Rejection('not_found', NOT_FOUND.message)
  }
  const guarded = guardArgs(model, args, identity)
  if (guarded.skipDuplicates) {
    throw new Rejection('invalid', 'Records that exist already cannot be skipped here.')
  }
  if (NAMES_ONE_ROW.has(operation)) {
    // A row that may not be read is as absent as one that does not exist.
    const where = guarded.where as Args
    const readable = [where?.AND ?? [], readRule(model, identity)].flat()
    const args = { ...guarded, where: { ...where, AND: readable } }
    return showsMore(model, args) ? recordedCall(model, { operation, args }) : { operation, args }
  }
  if (operation === 'updateManyAndReturn' && showsMore(model, guarded)) {
    return recordedCall(model, { operation, args: guarded })
  }
  const unmerged = UNMERGED[operation]
  const call = unmerged
    ? {
        operation: unmerged,
        args: { ...guarded, where: withoutCompoundKeys(model, guarded.where) },
      }
    : { operation, args: guarded }
  return RECORDED.has(model) && isRead(operation) ? recordedCall(model, call) : call
}

/**
 * Whether a change of a record whose reads are recorded hands out more of it than which one it is: a
 * change of nothing would be a look that nobody knows of.
 */
function showsMore(model: string, { select, include }: Args): boolean {
  if (!RECORDED.has(model)) return false
  if (select === undefined || select === null || include) return true
  return Object.entries(select).some(([name, chosen]) => chosen && !saysWhich(model, name))
}

/** Columns of the record that say which one it is, and nothing of what it holds. */
function saysWhich(model: string, column: string): boolean {
  const table = tables.find(({ name }) => name === metadata.models[model]?.name)
  const keys = table?.relations.flatMap(({ fields }) => fields) ?? []
  return ['id', 'createdAt', 'updatedAt', 'createdById', ...keys].includes(column)
}

/** Where reads are recorded, they find rows, and the rows' ids. */
function recordedCall(model: string, { operation, args }: Call): Call {
  if (operation === 'count') return { operation, args }
  const onlyCounts = Object.keys(args).every((key) => key === 'where' || key === '_count')
  if (operation === 'aggregate' && onlyCounts) return { operation, args }
  if (operation === 'aggregate' || operation === 'groupBy') {
    throw new Rejection('invalid', 'These records can be looked at one by one only.')
  }
  const select = args.select as Args | undefined
  return {
    operation,
    args: select ? { ...args, select: { ...select, id: true } } : args,
    recorded: metadata.models[model]?.name,
  }
}

/** `{ spaceId_key: { spaceId, key } }` as `{ spaceId, key }`, which findFirst understands. */
function withoutCompoundKeys(model: string, where: unknown): Args {
  const compound = metadata.models[model]?.uniqueConstraints ?? {}
  return Object.fromEntries(
    entries(where).flatMap(([key, value]) =>
      (compound[key]?.fields.length ?? 0) > 1 ? entries(value) : [[key, value] as const],
    ),
  )
}
