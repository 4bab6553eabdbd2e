import { access } from '@/generated/access'
import { type PrismaClient as EnhancedClient, enhance } from '@/generated/zenstack/enhance'
import metadata from '@/generated/zenstack/model-meta'
import type { Identity, Trace } from '../auth/identity'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { type Acting, acting } from './pool'
import { guardOperation, isModel, isRead, OPERATIONS } from './query-guard'
import { type Raw, recordReveal } from './record-read'
import { app, type SystemTransaction, system } from './system'

/**
 * The one door to data. `openDoor(identity)` returns a client that enforces schema.zmodel for exactly
 * this person and space: each call is guarded (query-guard.ts), runs as the application's role with
 * the identity known to PostgreSQL (pool.ts), whose row-level security encloses it once more, and
 * starts at once, so that no context is lost to laziness. It has the models and interactive
 * `$transaction`, and nothing else: raw SQL would bypass every rule.
 */

type Models = Omit<EnhancedClient, `$${string}` | symbol>
export type TransactionOptions = { timeout?: number; maxWait?: number }

/** Data inside a transaction. Never catch a refusal inside: what was written before it would stay. */
export type DbTransaction = Models

export type Db = Models & {
  $transaction<Result>(
    work: (tx: DbTransaction) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>
}

/**
 * @param trace why and by which request things are written, for the audit trail.
 */
export function openDoor(identity: Identity, trace: Trace = {}): Db {
  const enhanced = enhance(app, { user: authOf(identity) })
  const who = { ...identity, trace }
  const models = fence(enhanced, who, app)
  const $transaction: Db['$transaction'] = (work, options) =>
    acting.run(
      who,
      async () => await enhanced.$transaction((tx) => work(fence(tx, who, tx)), options),
    )
  return new Proxy(models as Db, {
    get: (target, property) =>
      property === '$transaction' ? $transaction : Reflect.get(target, property),
  })
}

type BothWork<Result> = (db: DbTransaction, tx: SystemTransaction) => Promise<Result>

/**
 * One transaction with two clients: `db` enforces the rules for `identity`; `tx` enforces none, but
 * PostgreSQL shows it nothing outside the identity's space. For bulk.ts, which proves the rules itself.
 */
export function transactFenced<Result>(
  identity: Identity,
  work: BothWork<Result>,
  { trace, ...options }: TransactionOptions & { trace?: Trace } = {},
): Promise<Result> {
  return transactOn(app, { ...identity, trace }, work, options)
}

/**
 * For steps that need more than one person's rights, in one transaction: `db` enforces the rules for
 * `identity`, `tx` is privileged. Lint keeps it where it keeps `system`.
 */
export function transactAs<Result>(
  identity: Identity,
  work: BothWork<Result>,
  { trace, ...options }: TransactionOptions & { trace?: Trace } = {},
): Promise<Result> {
  return transactOn(system, { ...identity, trace }, work, options)
}

function transactOn<Result>(
  client: typeof system,
  { trace = {}, ...identity }: Acting,
  work: BothWork<Result>,
  options?: TransactionOptions,
): Promise<Result> {
  const who = { ...identity, trace }
  return acting.run(
    who,
    async () =>
      await client.$transaction(
        (tx) => work(fence(enhance(tx as typeof system, { user: authOf(identity) }), who, tx), tx),
        options,
      ),
  )
}

const authOf = ({ userId, spaceId }: Identity) => ({ id: userId, spaceId })

type Operation = (args?: unknown) => Promise<unknown>

/** The models of a client, each operation guarded and acting as `who`; nothing else of it. */
function fence(client: object, who: Acting, raw: object): Models {
  const fenced = new Map<string, unknown>()
  return new Proxy({} as Models, {
    get(_, model) {
      if (typeof model !== 'string' || !isModel(model)) return undefined
      if (!fenced.has(model)) fenced.set(model, fenceModel(client, model, who, raw as Raw))
      return fenced.get(model)
    },
  })
}

function fenceModel(client: object, model: string, who: Acting, raw: Raw): unknown {
  const delegate = Reflect.get(client, model) as Record<string, Operation>
  const { trace: _, ...reader } = who
  return new Proxy(Object.create(null) as object, {
    get(_, operation) {
      if (typeof operation !== 'string' || !OPERATIONS.has(operation)) return undefined
      const run = async (args?: unknown) => {
        const call = guardOperation(model, operation, args, reader)
        try {
          const answer = await delegate[call.operation]?.(call.args)
          if (call.recorded) {
            const { recorded } = call
            // A read like any other, but what is written of it carries the trace.
            await acting.run(who, async () => await recordReveal(raw, recorded, answer))
          }
          return answer
        } catch (error) {
          throw CREATES.has(operation) ? await refusalOfCreate(error, model, reader) : error
        }
      }
      // Awaited inside: a Prisma promise starts when it is awaited, and must start in this context.
      const acts = isRead(operation) ? reader : who
      return (args?: unknown) => acting.run(acts, async () => await run(args))
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
  { spaceId, userId }: Identity,
): Promise<unknown> {
  const live = { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }
  const role = spaceId
    ? (await app.spaceUser.findFirst({ where: { spaceId, userId, ...live } }))?.role
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
