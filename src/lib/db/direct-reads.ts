import policy from '@/generated/zenstack/policy'
import type { Identity } from '../auth/identity'
import { env } from '../env'
import { knownRead } from './known-statements'
import { fieldsOf, isPlainSelection } from './plain-selection'
import type { Call } from './query-guard'
import { type Filter, NEVER, readRule } from './rules'
import { app } from './system'

/**
 * Reading columns of records with the rule of schema.zmodel in the query, where ZenStack puts it too,
 * but without the copies that it makes of what is asked and of each row that is found. Everything else,
 * and anything unusual, goes the long way; `DIRECT_READS=off` sends everything there
 * (tests/policy/direct-reads.test.ts compares the two).
 */

const READS: ReadonlySet<string> = new Set(['findMany', 'findFirst', 'count'])

/**
 * The read, when it can be done directly.
 * @param client one without rules, which PostgreSQL shows nothing outside the space.
 */
export function directRead(
  model: string,
  { operation, args }: Call,
  identity: Identity,
  client: object,
): (() => Promise<unknown>) | undefined {
  if (!env.DIRECT_READS || !READS.has(operation)) return undefined
  if (!isRuledByRows(model) || !isPlainSelection(model, args)) return undefined
  const rule = readRule(model, identity)
  // What nobody may read ZenStack answers without asking.
  if (rule === NEVER) return undefined
  const asked = plainFilter(model, args.where)
  if (!asked) return undefined
  const where = { AND: [asked, rule] }
  const delegate = Reflect.get(client, model) as Record<string, (args: object) => Promise<unknown>>
  const full = { ...args, where }
  const read = async () => delegate[operation]?.(full)
  // Inside a transaction Prisma holds the connection.
  return client === app ? () => knownRead(model, operation, full, read) : read
}

/** Whether the rule of its rows is all that decides on what is read of a model. */
function isRuledByRows(model: string): boolean {
  const rules = policy.policy[model]
  const ofFields = Object.keys(rules?.fieldLevel?.read ?? {})
  return rules !== undefined && ofFields.length === 0 && !rules.modelLevel.read.entityChecker
}

/**
 * A filter on columns of the record itself, without parts that say nothing. Where those stand under OR or
 * NOT, ZenStack and Prisma take them for different things; such a filter is not plain.
 */
function plainFilter(model: string, given: unknown): Filter | undefined {
  if (given === undefined) return {}
  if (!isObject(given)) return undefined
  const plain: Filter = {}
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined) continue
    if (key === 'AND' || key === 'OR' || key === 'NOT') {
      const parts = [value].flat().map((part: unknown) => plainFilter(model, part))
      const full = parts.filter((part) => part && Object.keys(part).length > 0)
      if (parts.includes(undefined)) return undefined
      if (key !== 'AND' && (full.length === 0 || full.length < parts.length)) return undefined
      if (full.length > 0) plain[key] = full
    } else {
      const field = fieldsOf(model)[key]
      if (!field || field.isDataModel) return undefined
      if (isObject(value) && Object.keys(value).length === 0 && !(value instanceof Date))
        return undefined
      plain[key] = value
    }
  }
  return plain
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
