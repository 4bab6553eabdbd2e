import policy from '@/generated/zenstack/policy'
import type { Identity } from '../auth/identity'
import { instant } from './instant'

/** A Prisma filter. */
export type Filter = Record<string, unknown>

/** No row satisfies it; the very object, where a rule does not depend on the row. */
export const NEVER: Filter = { id: { in: [] } }

/** What `identity` may read of a model, as a filter. A model without rules allows nothing. */
export function readRule(model: string, identity: Identity): Filter {
  return ruleOf(model, 'read', identity)
}

/** The rule of an operation, as schema.zmodel states it, as a filter on existing rows. */
export function ruleOf(
  model: string,
  operation: 'read' | 'create' | 'update' | 'delete',
  identity: Identity,
): Filter {
  const guard = policy.policy[model]?.modelLevel[operation].guard ?? false
  if (typeof guard === 'boolean') return settled(guard)
  // The second argument serves rules that compare models, which schema.zmodel does not have.
  const rule = guard({ user: { id: identity.userId, spaceId: identity.spaceId } }, {} as never)
  return settled(reduce(rule as Filter))
}

const settled = (rule: Filter | boolean): Filter =>
  rule === true ? {} : rule === false ? NEVER : rule

/**
 * Computes the constants away. The generated rules write "true" as `{ AND: [] }` and "false" as
 * `{ OR: [] }`, and Prisma drops an empty `OR` that stands inside an `AND`: "false" would become "true".
 */
function reduce(filter: Filter): Filter | boolean {
  const conditions: Filter = {}
  const combined: (Filter | boolean)[] = []
  for (const [key, value] of Object.entries(filter)) {
    if (key === 'AND' || key === 'OR' || key === 'NOT') combined.push(combine(key, value))
    // A relation (`{ some: ... }`), or the conditions of a column, which have no constants.
    else if (isFilter(value)) conditions[key] = settled(reduce(value))
    // The only instant that a rule can name is now().
    else conditions[key] = value instanceof Date ? instant() : value
  }
  return all(Object.keys(conditions).length > 0 ? [conditions, ...combined] : combined)
}

function combine(key: 'AND' | 'OR' | 'NOT', value: unknown): Filter | boolean {
  const parts = [value as Filter | Filter[]].flat().map(reduce)
  if (key === 'AND') return all(parts)
  if (key === 'OR') return any(parts)
  // A list under NOT means that none of them holds.
  const some = any(parts)
  return typeof some === 'boolean' ? !some : { NOT: some }
}

function all(parts: (Filter | boolean)[]): Filter | boolean {
  if (parts.includes(false)) return false
  const open = parts.filter((part): part is Filter => part !== true)
  return open.length === 0 ? true : open.length === 1 ? (open[0] ?? true) : { AND: open }
}

function any(parts: (Filter | boolean)[]): Filter | boolean {
  if (parts.includes(true)) return true
  const open = parts.filter((part): part is Filter => part !== false)
  return open.length === 0 ? false : open.length === 1 ? (open[0] ?? false) : { OR: open }
}

const isFilter = (value: unknown): value is Filter =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
