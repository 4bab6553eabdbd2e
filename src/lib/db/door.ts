import { access } from '@/generated/access'
import { type PrismaClient as EnhancedClient, enhance } from '@/generated/zenstack/enhance'
import metadata from '@/generated/zenstack/model-meta'
import type { Identity } from '../auth/identity'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { acting } from './pool'
import { guardOperation, isModel, OPERATIONS } from './query-guard'
import { type SystemTransaction, system } from './system'

/**
 * The one door to data. `openDoor(identity)` returns a client that enforces schema.zmodel for exactly
 * this person and space: each call is guarded (query-guard.ts), runs with the identity known to
 * PostgreSQL (pool.ts), and starts at once, so that no context is lost to laziness. It has the models
 * and interactive `$transaction`, and nothing else: raw SQL would bypass every rule.
 */

type Models = Omit<EnhancedClient, `$${string}` | symbol>
type TransactionOptions = { timeout?: number; maxWait?: number }

/** Data inside a transaction. Never catch a refusal inside: what was written before it would stay. */
export type DbTransaction = Models

export type Db = Models & {
  $transaction<Result>(
    work: (tx: DbTransaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>
}

export function openDoor(identity: Identity): Db {
  const enhanced = enhance(system, { user: authOf(identity) })
  const models = fence(enhanced, identity)
  const $transaction: Db['$transaction'] = (work, options) =>
    acting.run(
      identity,
      async () => await enhanced.$transaction((tx) => work(fence(tx, identity)), options),
    )
  return new Proxy(models as Db, {
    get: (target, property) =>
      property === '$transaction' ? $transaction : Reflect.get(target, property),
  })
}

/**
 * For steps that need more than one person's rights, in one transaction: `db` enforces the rules for
 * `identity`, `tx` enforces none. Lint keeps it where it keeps `system`.
 */
export function transactAs<Result>(
  identity: Identity,
  work: (db: DbTransaction, tx: SystemTransaction) => Promise<Result>,
  options?: TransactionOptions,
): Promise<Result> {
  return acting.run(
    identity,
    async () =>
      await system.$transaction(
        (tx) => work(fence(enhance(tx as typeof system, { user: authOf(identity) }), identity), tx),
        options,
      ),
  )
}

const authOf = ({ userId, spaceId }: Identity) => ({ id: userId, spaceId })

type Operation = (args?: unknown) => Promise<unknown>

/** The models of a client, each operation guarded and acting as `identity`; nothing else of it. */
function fence(client: object, identity: Identity): Models {
  const fenced = new Map<string, unknown>()
  return new Proxy({} as Models, {
    get(_, model) {
      if (typeof model !== 'string' || !isModel(model)) return undefined
      if (!fenced.has(model)) fenced.set(model, fenceModel(client, model, identity))
      return fenced.get(model)
    },
  })
}

function fenceModel(client: object, model: string, identity: Identity): unknown {
  const delegate = Reflect.get(client, model) as Record<string, Operation>
  return new Proxy(Object.create(null) as object, {
    get(_, operation) {
      if (typeof operation !== 'string' || !OPERATIONS.has(operation)) return undefined
      // Awaited inside: a Prisma promise starts when it is awaited, and must start in this context.
      return (args?: unknown) =>
        acting.run(identity, async () => {
          try {
            return await delegate[operation]?.(guardOperation(model, operation, args, identity))
          } catch (error) {
            throw CREATES.has(operation) ? await refusalOfCreate(error, model, identity) : error
          }
        })
    },
  })
}

const CREATES = new Set(['create', 'createMany', 'createManyAndReturn', 'upsert'])

/**
 * ZenStack judges a create after the INSERT, so a unique key or a trigger may refuse it first, and
 * tell somebody without the right what exists. Who has no right hears only that.
 */
async function refusalOfCreate(
  error: unknown,
  model: string,
  identity: Identity,
): Promise<unknown> {
  const { spaceId, userId } = identity
  const live = { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }
  const role = spaceId
    ? (await system.spaceUser.findFirst({ where: { spaceId, userId, ...live } }))?.role
    : undefined
  const name = metadata.models[model]?.name ?? ''
  if (
    role &&
    Object.hasOwn(access, name) &&
    access[name as keyof typeof access].create[role] !== 'none'
  ) {
    return error
  }
  return new Rejection('forbidden', NO_RIGHT)
}
