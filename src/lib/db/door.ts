import { access } from '@/generated/access'
import { type PrismaClient as EnhancedClient, enhance } from '@/generated/zenstack/enhance'
import metadata from '@/generated/zenstack/model-meta'
import type { Identity, Trace } from '../auth/identity'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { Recent } from '../recent'
import { directRead } from './direct-reads'
import { directWrite, type Plain } from './direct-writes'
import { type Acting, acting } from './pool'
import { type Call, guardOperation, isModel, isRead, OPERATIONS } from './query-guard'
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
  const who = { ...identity, trace }
  const models = fence(() => enhancedFor(identity), who, app)
  const $transaction: Db['$transaction'] = (work, options) => transactOn(app, who, work, options)
  return new Proxy(models as Db, {
    get: (target, property) =>
      property === '$transaction' ? $transaction : Reflect.get(target, property),
  })
}

const KEPT = 500
const kept = new Recent<string, EnhancedClient>(KEPT)

/**
 * Making an enhanced client looks through all models. It knows who acts and where, and nothing of what
 * they may: that is asked of the database each time, so it holds across changes of a membership.
 */
function enhancedFor(identity: Identity): EnhancedClient {
  // As JSON, so that nothing but the same texts is the same name.
  const name = JSON.stringify([identity.userId, identity.spaceId])
  return kept.of(name, () => enhance(app, { user: authOf(identity) }))
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
  // Transactions that each hold a connection and wait for another one of the same pool wait for each other.
  const judge: Judge = (error, model) =>
    refusalOfCreate(error, model, identity, client === app ? system : app)
  return acting.run(
    who,
    async () =>
      await client.$transaction((tx) => {
        let enhanced: EnhancedClient | undefined
        const enhancedTx = () => {
          enhanced ??= enhance(tx as typeof system, { user: authOf(identity) })
          return enhanced
        }
        return work(fence(enhancedTx, who, tx, judge), tx)
      }, options),
  )
}

const authOf = ({ userId, spaceId }: Identity) => ({ id: userId, spaceId })

type Operation = (args?: unknown) => Promise<unknown>

/** What is thrown instead of the error that a create of a model failed with. */
type Judge = (error: unknown, model: string, identity: Identity) => Promise<unknown>

/**
 * The models of a client, each operation guarded and acting as `who`; nothing else of it.
 * @param enhanced the client with the rules. @param plain the same without, on the same connection.
 */
function fence(
  enhanced: () => object,
  who: Acting,
  plain: object,
  judge: Judge = refusalOfCreate,
): Models {
  const fenced = new Map<string, unknown>()
  return new Proxy({} as Models, {
    get(_, model) {
      if (typeof model !== 'string' || !isModel(model)) return undefined
      if (!fenced.has(model))
        fenced.set(model, fenceModel(enhanced, model, who, plain as Plain & Raw, judge))
      return fenced.get(model)
    },
  })
}

function fenceModel(
  enhanced: () => object,
  model: string,
  who: Acting,
  plain: Plain & Raw,
  judge: Judge,
): unknown {
  const { trace: _, ...reader } = who
  return new Proxy(Object.create(null) as object, {
    get(_, operation) {
      if (typeof operation !== 'string' || !OPERATIONS.has(operation)) return undefined
      const run = async (args?: unknown) => {
        const call = guardOperation(model, operation, args, reader)
        try {
          const direct =
            directRead(model, call, reader, plain) ?? directWrite(model, call, reader, plain)
          const answer = await (direct ? direct() : enhancedCall(enhanced(), model, call))
          if (call.recorded) {
            const { recorded } = call
            // A read like any other, but what is written of it carries the trace.
            await acting.run(who, async () => await recordReveal(plain, recorded, answer))
          }
          return answer
        } catch (error) {
          throw CREATES.has(operation) ? await judge(error, model, reader) : error
        }
      }
      // Awaited inside: a Prisma promise starts when it is awaited, and must start in this context.
      const acts = isRead(operation) ? reader : who
      return (args?: unknown) => acting.run(acts, async () => await run(args))
    },
  })
}

function enhancedCall(client: object, model: string, { operation, args }: Call): Promise<unknown> {
  const delegate = Reflect.get(client, model) as Record<string, Operation>
  return (delegate[operation] as Operation)(args)
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
  client: typeof system = app,
): Promise<unknown> {
  const live = { OR: [{ expiresAt: null }, { expiresAt: { gt: new Date() } }] }
  const role = spaceId
    ? (await client.spaceUser.findFirst({ where: { spaceId, userId, ...live } }))?.role
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
