import { Rejection } from '../errors/rejection'

/**
 * What only an outsider would send to the RPC door is refused here, before any query: values that the
 * server alone decides, and amounts that would let one call occupy the server.
 */

/** Rows of a list, and of a list inside a row. */
export const PAGE_LIMIT = 500
/** Rows of one createMany. */
const BATCH_LIMIT = 500
/** Objects inside objects; a relation or a combinator takes two. */
const DEPTH_LIMIT = 14
/** Names by which an object could be given another prototype. */
export const PROTOTYPE_KEYS = new Set(['__proto__', 'constructor', 'prototype'])
/** Bytes of a body, characters of a query. */
export const BODY_LIMIT = 1_000_000

const SERVER_DECIDES = ['id', 'createdAt', 'updatedAt', 'createdById']
const LISTS = ['findMany', 'groupBy']

type Args = Record<string, unknown>

/** @throws Rejection `invalid` or `too_large`. Returns the arguments with a page size. */
export function checkEdge(operation: string, args: Args): Args {
  checkNesting(args, 0)
  for (const data of [args.data, args.create, args.update].flat()) {
    const chosen = SERVER_DECIDES.find((field) => isObject(data) && Object.hasOwn(data, field))
    if (chosen) throw new Rejection('invalid', `"${chosen}" is set by the server. Leave it out.`)
  }
  if (Array.isArray(args.data) && args.data.length > BATCH_LIMIT) {
    throw new Rejection('too_large', `At most ${BATCH_LIMIT} records can be saved at once.`)
  }
  return LISTS.includes(operation) ? capped(operation, args) : { ...args, ...cappedRelations(args) }
}

function capped(operation: string, { take, ...args }: Args): Args {
  if (take !== undefined && (typeof take !== 'number' || Math.abs(take) > PAGE_LIMIT)) {
    throw new Rejection('too_large', `A page has at most ${PAGE_LIMIT} records.`)
  }
  // One more than the limit, so that a list without a page size is refused instead of cut off.
  // A groupBy takes a page size only together with an order.
  const size = take ?? (operation === 'findMany' ? PAGE_LIMIT + 1 : undefined)
  return { ...args, ...(size !== undefined && { take: size }), ...cappedRelations(args) }
}

/** @throws Rejection `too_large` when a list that named no page size has more than a page. */
export function checkAnswer(answer: unknown): void {
  if (Array.isArray(answer) && answer.length > PAGE_LIMIT) {
    throw new Rejection(
      'too_large',
      `There are more than ${PAGE_LIMIT} records. Ask for a page of them.`,
    )
  }
}

/** The same limit for the lists inside each row. */
function cappedRelations(args: Args): Args {
  const result: Args = {}
  for (const clause of ['select', 'include'] as const) {
    const selection = args[clause]
    if (!isObject(selection)) continue
    result[clause] = Object.fromEntries(
      Object.entries(selection).map(([key, value]) => {
        if (key === '_count' || !isObject(value)) return [key, value]
        const take = value.take
        if (take !== undefined && (typeof take !== 'number' || Math.abs(take) > PAGE_LIMIT)) {
          throw new Rejection('too_large', `A list has at most ${PAGE_LIMIT} records.`)
        }
        return [key, { ...value, ...cappedRelations(value) }]
      }),
    )
  }
  return result
}

const isObject = (value: unknown): value is Args =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Looks at every key of the arguments, down to values of Json columns. */
function checkNesting(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null || value instanceof Date) return
  if (depth > DEPTH_LIMIT) throw new Rejection('too_large', 'The query is nested too deeply.')
  for (const [key, inner] of Object.entries(value)) {
    if (PROTOTYPE_KEYS.has(key)) throw new Rejection('invalid', `A query cannot contain "${key}".`)
    checkNesting(inner, depth + 1)
  }
}
