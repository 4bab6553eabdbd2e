import type { Identity } from '../auth/identity'
import { env } from '../env'
import { NOT_FOUND } from '../errors/problem'
import { NO_RIGHT, Rejection } from '../errors/rejection'
import { bulkModel, InvalidRows, isTenantModel, type Model } from './bulk-model'
import type { Args } from './guarded-args'
import { instant } from './instant'
import { knownChange, knownCreate } from './known-statements'
import { fieldsOf, isPlainSelection } from './plain-selection'
import type { Call } from './query-guard'
import { type Filter, NEVER, readRule, ruleOf } from './rules'
import { app } from './system'
import { uuid7 } from './uuid7'

/**
 * Writing one record of a space with plain columns, in 2 to 4 statements instead of ZenStack's 5 to 7.
 * The rules are the same ones, which schema.zmodel generates: here they stand in the statement itself,
 * or prove the new row in its transaction. Everything else, and anything unusual, goes the long way;
 * `DIRECT_WRITES=off` sends everything there (tests/policy/direct-writes.test.ts compares the two).
 */

type Delegate = {
  create(args: object): Promise<{ id: string }>
  updateManyAndReturn(args: object): Promise<object[]>
  deleteMany(args: object): Promise<{ count: number }>
  findFirst(args: object): Promise<object | null>
}

/** A client without rules, which PostgreSQL shows nothing outside the space; without `$transaction` inside one. */
export type Plain = { $transaction?: (work: (tx: object) => Promise<unknown>) => Promise<unknown> }

/** The write, when it can be done directly. It throws what problemOf tells like the long way's errors. */
export function directWrite(
  model: string,
  { operation, args }: Call,
  identity: Identity,
  client: Plain,
): (() => Promise<unknown>) | undefined {
  const run = env.DIRECT_WRITES ? WRITES[operation as keyof typeof WRITES] : undefined
  if (!run || !isTenantModel(model) || !isPlainSelection(model, args)) return undefined
  // What nobody may do is refused by ZenStack before anything is asked.
  if (ruleOf(model, operation as keyof typeof WRITES, identity) === NEVER) return undefined
  return run(model, args, identity, client)
}

type Write = (
  model: Model,
  args: Args,
  identity: Identity,
  client: Plain,
) => (() => Promise<unknown>) | undefined

const create: Write = (model, { data, select }, identity, client) => {
  if (!isPlainData(model, data, false)) return undefined
  return async () => {
    const values = validated(model, data)
    if (values instanceof Rejection) throw values
    const id = uuid7()
    const { userId: createdById, spaceId } = identity
    const stamps = { id, createdAt: instant(), updatedAt: instant(), createdById, spaceId }
    const stamped = { ...values, ...stamps }
    const allowed = [ruleOf(model, 'create', identity), readRule(model, identity)]
    const where = { AND: [{ id }, ...allowed] }
    const long = () =>
      inTransaction(client, async (tx) => {
        const delegate = delegateOf(tx, model)
        await delegate.create({ data: stamped, select: { id: true } })
        const row = await delegate.findFirst({ where, select })
        // Thrown inside the transaction: the row is not there afterwards.
        if (!row) throw new Rejection('forbidden', NO_RIGHT)
        return row
      })
    // Inside a transaction Prisma holds the connection.
    return client === app && hasIdChosen(select)
      ? knownCreate(model, { data: stamped, where, select }, long)
      : long()
  }
}

const hasIdChosen = (select: unknown): boolean =>
  select === undefined || (select as { id?: unknown } | null)?.id === true

const update: Write = (model, { data: given, where, select }, identity, client) => {
  if (!hasId(where) || !isPlainData(model, given, true) || !readsStay(model, identity))
    return undefined
  return async () => {
    const delegate = delegateOf(client, model)
    const allowed = { AND: [where, ruleOf(model, 'update', identity)] }
    const changes = validated(model, given, where.id)
    if (changes instanceof Rejection) {
      // A record that may not be read is absent, whatever was sent.
      const { code } = await refusal(delegate, where)
      throw code === 'not_found' ? new Rejection(code, NOT_FOUND.message) : changes
    }
    const data = { ...changes, updatedAt: instant() }
    const long = () => delegate.updateManyAndReturn({ where: allowed, data, select })
    // Inside a transaction Prisma holds the connection.
    const [row] = await (client === app
      ? knownChange(model, { where: allowed, data, select }, long)
      : long())
    if (!row) throw await refusal(delegate, where)
    return row
  }
}

const remove: Write = (model, { where, select }, identity, client) => {
  if (!hasId(where)) return undefined
  return async () => {
    const delegate = delegateOf(client, model)
    const row = await delegate.findFirst({ where, select })
    if (!row) throw new Rejection('not_found', NOT_FOUND.message)
    const { count } = await delegate.deleteMany({
      where: { AND: [where, ruleOf(model, 'delete', identity)] },
    })
    if (count === 0) throw await refusal(delegate, where)
    return row
  }
}

const WRITES = { create, update, delete: remove }

const delegateOf = (client: object, model: Model): Delegate =>
  Reflect.get(client, model) as Delegate

function inTransaction<Result>(
  client: Plain,
  work: (tx: object) => Promise<Result>,
): Promise<Result> {
  return client.$transaction ? (client.$transaction(work) as Promise<Result>) : work(client)
}

/** A row that may be read but not written, or that is absent; `where` holds the read rule. */
async function refusal(delegate: Delegate, where: Args): Promise<Rejection> {
  return (await delegate.findFirst({ where, select: { id: true } }))
    ? new Rejection('forbidden', NO_RIGHT)
    : new Rejection('not_found', NOT_FOUND.message)
}

function validated(model: Model, data: Args, id?: string): Args | Rejection {
  const { validateNew, validateChanges } = bulkModel(model)
  try {
    if (id === undefined) return validateNew([data])[0] ?? {}
    const { id: _, ...changes } = validateChanges([{ ...data, id }])[0] ?? {}
    return changes
  } catch (error) {
    if (!(error instanceof InvalidRows)) throw error
    return new Rejection('invalid', error.message, error.rows[0]?.fields)
  }
}

// ---------------------------------------------------------------------------------------------
// What is plain
// ---------------------------------------------------------------------------------------------

/** Values, no operations on values, of columns that people write. */
function isPlainData(model: Model, data: unknown, changing: boolean): data is Args {
  if (typeof data !== 'object' || data === null || Object.keys(data).length === 0) return false
  const { writable, changeable } = bulkModel(model)
  const columns = changing ? changeable : writable
  return Object.entries(data).every(([name, value]) => {
    const field = fieldsOf(model)[name]
    if (!field || !columns.has(name)) return false
    if (field.type === 'Json') return isJson(value)
    return (
      isScalar(value) || (field.isArray === true && Array.isArray(value) && value.every(isScalar))
    )
  })
}

const isScalar = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  value instanceof Date ||
  value instanceof Uint8Array

/** The null of a Json column comes in two kinds, which are objects of Prisma's. */
const isJson = (value: unknown): boolean =>
  value === undefined ||
  ['string', 'number', 'boolean'].includes(typeof value) ||
  (typeof value === 'object' &&
    value !== null &&
    [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value)))

const hasId = (where: unknown): where is Args & { id: string } =>
  typeof (where as Args | undefined)?.id === 'string'

/** Whether who may read a row depends on nothing of it that changes, so that what is read before is after. */
function readsStay(model: Model, identity: Identity): boolean {
  const { changeable } = bulkModel(model)
  const rests = (rule: Filter): boolean =>
    Object.entries(rule).every(([key, value]) =>
      key === 'AND' || key === 'OR' || key === 'NOT'
        ? [value as Filter | Filter[]].flat().every(rests)
        : key === 'space' || (!fieldsOf(model)[key]?.isDataModel && !changeable.has(key)),
    )
  return rests(readRule(model, identity))
}
