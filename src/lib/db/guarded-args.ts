import { tables } from '@/generated/tenancy'
import metadata from '@/generated/zenstack/model-meta'
import type { Identity } from '../auth/identity'
import { Rejection } from '../errors/rejection'
import { readRule } from './rules'

/**
 * Closes what ZenStack leaves open in the arguments of a query (shown by attack, see
 * docs/decisions/0001): it does not apply read rules to relation filters, so whatever a relation
 * reaches could be felt out bit by bit; sorting by a relation and cursors tell about rows that one may
 * not read; and nested writes take other paths through the rules than plain ones.
 *
 * Here every relation filter, at any depth, gets the read rule of the model that it looks at; sorting
 * by relations, cursors and nested writes are refused. Link records by their scalar foreign key.
 */

/** The arguments of an operation, or a part of them. */
export type Args = Record<string, unknown>

const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
const COMBINATORS = new Set(['AND', 'OR', 'NOT'])

/** The models whose reads are recorded in the audit trail. */
export const RECORDED: ReadonlySet<string> = new Set(
  tables.filter(({ readsRecorded }) => readsRecorded).map(({ name }) => delegateOf(name)),
)

/**
 * The arguments of one operation as they may go to the enhanced client.
 * @throws Rejection `invalid`, or `forbidden` for a record in another space. The given ones stay as they are.
 */
export function guardArgs(model: string, args: unknown, identity: Identity): Args {
  const guarded: Args = {}
  for (const [key, value] of entries(args)) {
    switch (key) {
      case 'where':
        guarded[key] = guardWhere(model, value, identity)
        break
      case 'select':
      case 'include':
        guarded[key] = guardSelection(model, value, identity)
        break
      case 'orderBy':
        guarded[key] = guardOrder(model, value)
        break
      case 'cursor':
        if (value !== undefined)
          throw new Rejection(
            'invalid',
            'Page with a filter on the sorted field instead of a cursor.',
          )
        break
      case 'data':
      case 'create':
      case 'update':
        guarded[key] = guardData(model, value, identity)
        break
      default:
        guarded[key] = value
    }
  }
  return guarded
}

/** Every key and value of a plain object; refuses keys that reach into prototypes. */
export function entries(value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return []
  if (typeof value !== 'object' || Array.isArray(value))
    throw new Rejection('invalid', 'The query is not an object.')
  // `__proto__` is an own key after JSON.parse, which Object.entries lists.
  const list = Object.entries(value)
  const forbidden = list.find(([key]) => FORBIDDEN_KEYS.has(key))
  if (forbidden) throw new Rejection('invalid', `A query cannot contain "${forbidden[0]}".`)
  return list
}

/** `Participant` as the clients call it: `participant`. */
function delegateOf(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}

function fieldsOf(model: string) {
  return metadata.models[model]?.fields ?? {}
}

/** The model that a relation field leads to, or undefined for a plain column. */
function relationTarget(model: string, field: string): string | undefined {
  const info = fieldsOf(model)[field]
  return info?.isDataModel ? delegateOf(info.type) : undefined
}

function guardWhere(model: string, where: unknown, identity: Identity): unknown {
  if (where === undefined || where === null) return where
  const guarded: Args = {}
  for (const [key, value] of entries(where)) {
    if (COMBINATORS.has(key)) {
      guarded[key] = Array.isArray(value)
        ? value.map((part) => guardWhere(model, part, identity))
        : guardWhere(model, value, identity)
      continue
    }
    if (value === undefined) continue
    const target = relationTarget(model, key)
    guarded[key] = target ? guardRelationFilter(model, key, target, value, identity) : value
  }
  return guarded
}

function guardRelationFilter(
  model: string,
  field: string,
  target: string,
  filter: unknown,
  identity: Identity,
): Args {
  const readable = (inner: unknown) => ({
    AND: [guardWhere(target, inner, identity) ?? {}, readRule(target, identity)],
  })
  const guarded: Args = {}
  const list = entries(filter).filter(([, value]) => value !== undefined)
  if (filter === null || list.some(([, value]) => value === null)) {
    throw new Rejection(
      'invalid',
      `Filter by the column of "${field}" to find records without one.`,
    )
  }
  const known = fieldsOf(model)[field]?.isArray ? ['some', 'every', 'none'] : ['is', 'isNot']
  if (!list.every(([key]) => known.includes(key))) {
    // The short form of a to-one filter: the conditions themselves.
    return { is: readable(filter) }
  }
  for (const [key, inner] of list) {
    guarded[key] =
      key === 'every'
        ? { OR: [guardWhere(target, inner, identity), { NOT: readRule(target, identity) }] }
        : readable(inner)
  }
  return guarded
}

function guardSelection(model: string, selection: unknown, identity: Identity): Args {
  const guarded: Args = {}
  for (const [key, value] of entries(selection)) {
    const target = relationTarget(model, key)
    if (target && value && RECORDED.has(target)) {
      throw new Rejection('invalid', `"${key}" can be looked at only by itself, which is recorded.`)
    }
    if (key === '_count') guarded[key] = guardCounts(model, value, identity)
    else
      guarded[key] =
        target && typeof value === 'object' ? guardArgs(target, value, identity) : value
  }
  return guarded
}

/** Counts of related records count what may be read, and are never taken of all relations at once. */
function guardCounts(model: string, counts: unknown, identity: Identity): Args {
  const [[, selection] = []] = entries(counts)
  const guarded: Args = {}
  for (const [key, value] of entries(selection)) {
    const target = relationTarget(model, key)
    if (!target) throw new Rejection('invalid', `"${key}" is not a list that can be counted.`)
    if (!value) continue
    const where =
      typeof value === 'object' ? guardWhere(target, (value as Args).where, identity) : undefined
    guarded[key] = { where: { AND: [where ?? {}, readRule(target, identity)] } }
  }
  if (Object.keys(guarded).length === 0) throw new Rejection('invalid', 'Name the lists to count.')
  return { select: guarded }
}

function guardOrder(model: string, order: unknown): unknown {
  for (const part of Array.isArray(order) ? order : [order]) {
    for (const [key] of entries(part)) {
      if (relationTarget(model, key))
        throw new Rejection('invalid', `Sorting by "${key}" is not possible; sort by a column.`)
    }
  }
  return order
}

function guardData(model: string, data: unknown, identity: Identity): unknown {
  for (const item of Array.isArray(data) ? data : [data]) {
    for (const [key, value] of entries(item)) {
      // Said before the insert, whose unique keys would tell what the other space has.
      if (key === 'spaceId' && value !== undefined && value !== identity.spaceId) {
        throw new Rejection('forbidden', 'A record can only be saved in the space that you are in.')
      }
      if (!relationTarget(model, key)) continue
      throw new Rejection(
        'invalid',
        `"${key}" cannot be written inside another record; write its column and save each record on its own.`,
      )
    }
  }
  return data
}
