import type { Db, DbTransaction } from '../db/door'
import { NOT_FOUND } from '../errors/problem'
import { Rejection } from '../errors/rejection'
import { keysetSegments } from '../query/keyset'
import { keysetRuns, readInTurn } from '../query/keyset-runs'
import { includedObjects, pathOf, type Row, resourceObject } from './document'
import { type ListQuery, pageAfter, type Shown, selectOf } from './query'
import { type Resource, resourceOfModel } from './resources'

/** Reading records, through the door. */

type Models = Db | DbTransaction
type Delegate = {
  findMany(args: object): Promise<Row[]>
  findFirst(args: object): Promise<Row | null>
  count(args: object): Promise<number>
}

const delegateOf = (db: Models, { type }: Resource): Delegate => Reflect.get(db, type) as Delegate

/** Up to this many records are counted. */
export const COUNT_LIMIT = 100_000

/** A page of a list as a document. @param address of the list, without its query. */
export async function listDocument(
  db: Models,
  resource: Resource,
  query: ListQuery,
  address: { path: string; parameters: URLSearchParams },
): Promise<object> {
  const [rows, total] = await Promise.all([
    readRows(db, resource, query),
    query.total ? countUpToLimit(db, resource, query.where) : undefined,
  ])
  const shown = rows.slice(0, query.size)
  const last = rows.length > query.size ? shown.at(-1) : undefined
  const included = includedObjects(resource, shown, query)
  return {
    jsonapi: { version: '1.1' },
    links: {
      self: addressWith(address),
      next: last ? addressWith(address, pageAfter(query.sort, last)) : null,
    },
    data: shown.map((row) => resourceObject(resource, row, query.fields)),
    ...(included.length > 0 && { included }),
    ...(total !== undefined && {
      meta: { total: Math.min(total, COUNT_LIMIT), totalIsCapped: total > COUNT_LIMIT },
    }),
  }
}

function countUpToLimit(db: Models, resource: Resource, where: object): Promise<number> {
  // Prisma orders what it stops counting of, by id unless told otherwise, and all of it is sorted for
  // that. All of it is in one space, so this is no order, and any index will do.
  const orderBy = { spaceId: 'asc' }
  return delegateOf(db, resource).count({ where, orderBy, take: COUNT_LIMIT + 1 })
}

/** A page of so many is one of many: somebody reads the list to its end. */
const MANY = 100

async function readRows(db: Models, resource: Resource, query: ListQuery): Promise<Row[]> {
  const { where, sort, size, mark } = query
  const select = selectOf(resource, query, sort)
  const { head, tail } = keysetSegments(sort, mark && { side: 'after', mark })
  const segments = size < MANY ? [head, ...(tail ? [tail] : [])] : keysetRuns(sort, mark)
  return readInTurn(segments, size + 1, (segment, take) =>
    delegateOf(db, resource).findMany({
      where: { AND: [where, segment.where] },
      orderBy: segment.orderBy,
      take,
      select,
    }),
  )
}

function addressWith(
  { path, parameters }: { path: string; parameters: URLSearchParams },
  after?: string,
): string {
  const query = new URLSearchParams(parameters)
  if (after !== undefined) query.set('page[after]', after)
  return query.size > 0 ? `${path}?${query}` : path
}

/** @throws Rejection `not_found` for what does not exist and what may not be read alike. */
export async function readOne(
  db: Models,
  resource: Resource,
  id: string,
  shown: Shown,
): Promise<Row> {
  const row = await delegateOf(db, resource).findFirst({
    where: { id },
    select: selectOf(resource, shown),
  })
  if (!row) throw new Rejection('not_found', NOT_FOUND.message)
  return row
}

/** One record as a document. */
export function oneDocument(resource: Resource, row: Row, shown: Shown): object {
  const included = includedObjects(resource, [row], shown)
  return {
    jsonapi: { version: '1.1' },
    links: { self: pathOf(resource.type, row.id) },
    data: resourceObject(resource, row, shown.fields),
    ...(included.length > 0 && { included }),
  }
}

/** What a name after a record's address leads to: the other record of a link, or a list. */
export function relatedOf(
  { links, children }: Resource,
  name: string,
): { one: Resource; column: string } | { many: Resource; column: string } | undefined {
  const link = links.find((field) => field.name === name)
  const one = link && resourceOfModel(link.type)
  if (one) return { one, column: link.column ?? link.name }
  const child = children.find((list) => list.name === name)
  const many = child && resourceOfModel(child.model)
  return many && { many, column: child.column }
}
