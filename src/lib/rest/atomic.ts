import type { Bulk } from '../db/bulk'
import { InvalidRows, type Model } from '../db/bulk-model'
import { problemOf } from '../errors/problem'
import { columnOf } from '../studio/models'
import { pointerOfColumn, readResource, type Written } from './input'
import { type Fault, RestRefusal } from './refusal'
import { type Resource, resourceOfModel, resourceOfType } from './resources'
import { absent } from './writes'

/**
 * JSON:API's extension for atomic operations: up to 5,000 records are added, updated and removed, all
 * or none. Operations of one kind on one type that follow each other are a few statements together
 * (src/lib/db/bulk.ts), which prove the rules for every row.
 */

export const LARGEST_BULK = 5_000
const POINTER = '/atomic:operations'

type Operation = { index: number; id?: string; lid?: string; written: Written }
type Group = { op: 'add' | 'update' | 'remove'; resource: Resource; operations: Operation[] }
type Identifier = { type: string; id: string; lid?: string }

/** @throws RestRefusal with every fault of the document. */
export function readOperations(json: unknown): Group[] {
  const list = (json as { 'atomic:operations'?: unknown } | null)?.['atomic:operations']
  if (!Array.isArray(list) || list.length === 0) {
    throw refuse(POINTER, 'This is a list of at least one operation.')
  }
  if (list.length > LARGEST_BULK) {
    throw new RestRefusal('too_large', [
      {
        detail: `At most ${LARGEST_BULK} operations in one request.`,
        source: { pointer: POINTER },
      },
    ])
  }
  const groups: Group[] = []
  const faults: Fault[] = []
  for (const [index, operation] of list.entries()) {
    try {
      append(groups, readOperation(operation, index))
    } catch (error) {
      if (!(error instanceof RestRefusal)) throw error
      faults.push(...error.faults)
      if (faults.length >= MOST_FAULTS) break
    }
  }
  if (faults.length > 0) throw new RestRefusal('invalid', faults.slice(0, MOST_FAULTS))
  return groups
}

const MOST_FAULTS = 100

type Read = Omit<Group, 'operations'> & { operation: Operation }

function readOperation(json: unknown, index: number): Read {
  const at = `${POINTER}/${index}`
  const given = (json ?? {}) as Record<string, unknown>
  const { op } = given
  if (op !== 'add' && op !== 'update' && op !== 'remove') {
    throw refuse(`${at}/op`, 'This is "add", "update" or "remove".')
  }
  const data = given.data as Record<string, unknown> | undefined
  const ref = (op === 'add' ? data : (given.ref ?? data)) as Record<string, unknown> | undefined
  const resource = typeof ref?.type === 'string' ? resourceOfType(ref.type) : undefined
  const where = op === 'add' || !given.ref ? `${at}/data` : `${at}/ref`
  if (!resource) throw refuse(`${where}/type`, 'There is no such type.')
  const needed = ({ add: 'create', update: 'update', remove: 'delete' } as const)[op]
  if (!resource.can[needed]) throw refuse(`${at}/op`, `Nobody can do this to a ${resource.type}.`)
  if (op !== 'add' && (typeof ref?.id !== 'string' || !ref.id)) {
    throw refuse(`${where}/id`, 'This is the id of a record.')
  }
  const written =
    op === 'remove'
      ? { data: {}, links: [] }
      : readResource(resource, data, op === 'add' ? 'create' : 'update', `${at}/data`)
  const lid = op === 'add' && typeof data?.lid === 'string' ? data.lid : undefined
  return { op, resource, operation: { index, id: ref?.id as string | undefined, lid, written } }
}

/** To the last group, unless it is of another kind or this one needs what that makes or does. */
function append(groups: Group[], { op, resource, operation }: Read): void {
  const last = groups.at(-1)
  const fits =
    last?.op === op &&
    last.resource === resource &&
    !operation.written.links.some(
      ({ lid }) => lid && last.operations.some((one) => one.lid === lid),
    ) &&
    !(operation.id && last.operations.some(({ id }) => id === operation.id))
  if (fits) last.operations.push(operation)
  else groups.push({ op, resource, operations: [operation] })
}

/** Carries the groups out, in their order. @returns the records, by operation; null for a removed one. */
export async function runOperations(bulk: Bulk, groups: Group[]): Promise<(Identifier | null)[]> {
  const results: (Identifier | null)[] = []
  const byLid = new Map<string, string>()
  for (const group of groups) {
    const { op, resource, operations } = group
    const model = resource.type as Model
    try {
      if (op === 'remove') {
        await bulk.remove(
          model,
          operations.map(({ id = '' }) => id),
        )
        for (const { index } of operations) results[index] = null
        continue
      }
      const rows = await rowsOf(bulk, operations, byLid)
      if (op === 'update') {
        const changes = operations.map(({ id = '' }, at) => ({ id, ...rows[at] }))
        await bulk.update(model, changes as Parameters<typeof bulk.update>[1])
        for (const { index, id = '' } of operations) results[index] = { type: resource.type, id }
        continue
      }
      const ids = await bulk.insert(model, rows as Parameters<typeof bulk.insert>[1])
      requireAllNew(ids, group)
      for (const [at, { index, lid }] of operations.entries()) {
        const id = ids[at] as string
        if (lid) byLid.set(`${resource.type}/${lid}`, id)
        results[index] = { type: resource.type, id, ...(lid && { lid }) }
      }
    } catch (error) {
      throw located(error, group)
    }
  }
  return results
}

/** The columns of each operation, links and what they take over included. */
async function rowsOf(bulk: Bulk, operations: Operation[], byLid: Map<string, string>) {
  const rows = operations.map(({ written, index }) => {
    const row: Record<string, unknown> = { ...written.data }
    for (const link of written.links) {
      const target = resourceOfModel(link.field.type)
      const id = link.id ?? byLid.get(`${target?.type}/${link.lid}`)
      if (!id)
        throw refuse(
          `${link.pointer}/data/lid`,
          `Operation ${index} names a record that no earlier one adds.`,
        )
      row[columnOf(link.field)] = id
    }
    return row
  })
  await takeOver(bulk, operations, rows)
  return rows
}

async function takeOver(bulk: Bulk, operations: Operation[], rows: Record<string, unknown>[]) {
  const carrying = operations.flatMap(({ written }, at) =>
    written.links
      .filter(({ field }) => field.carries?.length)
      .map((link) => ({ ...link, row: rows[at] ?? {} })),
  )
  for (const type of new Set(carrying.map(({ field }) => field.type))) {
    const links = carrying.filter(({ field }) => field.type === type)
    const idOf = ({ field, row }: (typeof links)[number]) => String(row[columnOf(field)])
    const target = resourceOfModel(type)
    if (!target) continue
    const found = await bulk.compare(target.type as Model, { id: { in: links.map(idOf) } })
    const byId = new Map(found.map((row) => [(row as { id: string }).id, row as object]))
    for (const link of links) {
      const other = byId.get(idOf(link))
      if (!other) throw absent(link.pointer)
      for (const { column, references } of link.field.carries ?? []) {
        link.row[column] = Reflect.get(other, references)
      }
    }
  }
}

/** The bulk insert leaves out what a unique key has already; here that is a conflict. */
function requireAllNew(ids: (string | null)[], { operations }: Group): void {
  const faults = operations.flatMap(({ index }, at) =>
    ids[at] === null
      ? [{ detail: 'This exists already.', source: { pointer: `${POINTER}/${index}/data` } }]
      : [],
  )
  if (faults.length > 0) throw new RestRefusal('conflict', faults.slice(0, MOST_FAULTS))
}

/** What bulk writes refuse by row or column, as faults of the operations. */
function located(error: unknown, { resource, operations }: Group): unknown {
  if (error instanceof InvalidRows) {
    const faults = error.rows.flatMap(({ index, fields }) =>
      Object.entries(fields).map(([column, detail]) => ({
        detail,
        source: {
          pointer: pointerOfColumn(resource, column, `${POINTER}/${operations[index]?.index}/data`),
        },
      })),
    )
    return new RestRefusal('invalid', faults.slice(0, MOST_FAULTS))
  }
  const [only] = operations
  const { code, fields, message } = problemOf(error)
  if (error instanceof RestRefusal || code === 'unexpected' || code === 'busy') return error
  const at = operations.length === 1 ? `${POINTER}/${only?.index}/data` : POINTER
  const columns = operations.length === 1 ? Object.entries(fields ?? {}) : []
  return new RestRefusal(
    code,
    columns.length > 0
      ? columns.map(([column, detail]) => ({
          detail,
          source: { pointer: pointerOfColumn(resource, column, at) },
        }))
      : [{ detail: message, source: { pointer: at } }],
  )
}

const refuse = (pointer: string, detail: string) =>
  new RestRefusal('invalid', [{ detail, source: { pointer } }])
