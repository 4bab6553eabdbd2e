import type { Reply } from '../api/reply'
import { answeringAs } from '../api/respond'
import { limitedPassOfKey, limitHeaders } from '../api/rest-limits'
import type { KeyPass } from '../auth/api-keys'
import type { Trace } from '../auth/identity'
import { type DbTransaction, openDoor } from '../db/door'
import { transactOnce } from '../db/once'
import { Rejection } from '../errors/rejection'
import { note } from '../request-note'
import {
  type Answer,
  type Known,
  NOTHING,
  respondAnswer,
  respondDocument,
  respondError,
  shownRow,
} from './answers'
import { readOperations, runOperations } from './atomic'
import { ATOMIC, readBody, requireAccepted, requireShallow } from './body'
import { BASE, pathOf } from './document'
import { expectedVersion, tagOfRow } from './etag'
import { onceOf } from './idempotency'
import { readResource, type Written } from './input'
import { readList, readShown } from './query'
import { listDocument, oneDocument, readOne, relatedOf } from './reads'
import { RestRefusal } from './refusal'
import { type Resource, resourceOfType } from './resources'
import { createOne, deleteOne, isPreparedByReads, notFound, updateOne } from './writes'

/**
 * `/api/rest`: JSON:API for every model of a space, with an API key and nothing else. Works on plain
 * Request and Response, with or without Next.js.
 *
 *   GET    /<type>?filter[..]&sort=&page[size]=&page[after]=&page[total]=&fields[..]=&include=
 *   POST   /<type>                 GET, PATCH, DELETE /<type>/<id>
 *   GET    /<type>/<id>/<name>     the record that a link leads to, or a list that hangs on this one
 *   POST   /operations             JSON:API Atomic Operations
 */
export function handleRest(request: Request): Promise<Reply> {
  const place: Known = {}
  return answeringAs(
    request,
    async (trace) => {
      const { pass, limit } = await limitedPassOfKey(request)
      place.limit = limitHeaders(limit)
      requireAccepted(request)
      const response = await route({ request, url: new URL(request.url), pass, trace, place })
      for (const [name, value] of Object.entries(place.limit)) response.headers.set(name, value)
      return response
    },
    (problem, requestId, error) => respondError(problem, requestId, error, place),
  )
}

type Call = { request: Request; url: URL; pass: KeyPass; trace: Trace; place: Known }

async function route(call: Call): Promise<Reply> {
  const [type = '', id, name, ...rest] = segmentsOf(call.url)
  if (type === OPERATIONS && id === undefined) return operate(call)
  const resource = resourceOfType(type)
  if (!resource || rest.length > 0) throw new Rejection('not_found', 'There is no such address.')
  const part = name === undefined ? '' : '/:related'
  note(call.request, { route: `${BASE}/${type}${id === undefined ? '' : '/:id'}${part}` })
  if (id === undefined) return collection(call, resource)
  return name === undefined ? single(call, resource, id) : related(call, resource, id, name)
}

const OPERATIONS = 'operations'

function segmentsOf({ pathname }: URL): string[] {
  try {
    const path = pathname.slice(BASE.length).split('/').filter(Boolean)
    return path.map(decodeURIComponent)
  } catch {
    throw new Rejection('not_found', 'There is no such address.')
  }
}

// ---------------------------------------------------------------------------------------------
// What is at an address
// ---------------------------------------------------------------------------------------------

function collection(call: Call, resource: Resource): Promise<Reply> {
  const allowed = ['GET', 'HEAD', ...(resource.can.create ? ['POST'] : [])]
  requireMethod(call, allowed)
  return call.request.method === 'POST' ? create(call, resource) : list(call, resource, {})
}

async function list(call: Call, resource: Resource, within: object): Promise<Reply> {
  const { request, url, pass, trace } = call
  const query = readList(resource, url.searchParams)
  const address = { path: url.pathname, parameters: url.searchParams }
  const db = openDoor(pass.identity, trace)
  const where = { AND: [within, query.where] }
  const document = await listDocument(db, resource, { ...query, where }, address)
  return respondDocument(request, document)
}

function single(call: Call, resource: Resource, id: string): Promise<Reply> {
  const { update: patch, delete: remove } = resource.can
  const allowed = ['GET', 'HEAD', ...(patch ? ['PATCH'] : []), ...(remove ? ['DELETE'] : [])]
  requireMethod(call, allowed)
  requireId(id)
  switch (call.request.method) {
    case 'PATCH':
      return update(call, resource, id)
    case 'DELETE':
      return destroy(call, resource, id)
    default:
      return show(call, resource, id)
  }
}

async function show(call: Call, resource: Resource, id: string): Promise<Reply> {
  const { request, url, pass, trace } = call
  const shown = readShown(resource, url.searchParams)
  const row = await readOne(openDoor(pass.identity, trace), resource, id, shown)
  const alone = Object.keys(shown.include).length === 0
  return respondDocument(
    request,
    oneDocument(resource, row, shown),
    alone ? tagOfRow(row) : undefined,
  )
}

async function related(call: Call, resource: Resource, id: string, name: string): Promise<Reply> {
  const found = relatedOf(resource, name)
  if (!found) throw new Rejection('not_found', 'There is no such address.')
  requireMethod(call, ['GET', 'HEAD'])
  requireId(id)
  if ('one' in found) readShown(found.one, call.url.searchParams)
  const shown = { fields: new Map([[resource.type, new Set(['id', name])]]), include: {} }
  const row = await readOne(openDoor(call.pass.identity, call.trace), resource, id, shown)
  if ('many' in found) return list(call, found.many, { [found.column]: row.id })
  const other = row[found.column]
  if (typeof other !== 'string') return respondDocument(call.request, NOTHING)
  return show(call, found.one, other)
}

// ---------------------------------------------------------------------------------------------
// Writes
// ---------------------------------------------------------------------------------------------

async function create(call: Call, resource: Resource): Promise<Reply> {
  const { json, text } = await readDocument(call, resource)
  const written = readResource(resource, dataOf(json), 'create', '/data')
  requireNoLocalIds(written.links)
  return writeOne(call, text, written, async (db) => {
    const row = await createOne(db, resource, written)
    return shownRow(201, resource, row, pathOf(resource.type, row.id))
  })
}

async function update(call: Call, resource: Resource, id: string): Promise<Reply> {
  const { json, text } = await readDocument(call, resource)
  const data = dataOf(json)
  const written = readResource(resource, data, 'update', '/data')
  requireNoLocalIds(written.links)
  if ((data as { id?: unknown }).id !== id) {
    throw new RestRefusal('conflict', [
      { detail: 'This is the id in the address.', source: { pointer: '/data/id' } },
    ])
  }
  const version = expectedVersion(call.request)
  return writeOne(call, text, written, async (db) =>
    shownRow(200, resource, await updateOne(db, resource, id, written, version)),
  )
}

function destroy(call: Call, resource: Resource, id: string): Promise<Reply> {
  const version = expectedVersion(call.request)
  return write(call, '', async (db) => {
    await deleteOne(db, resource, id, version)
    return { status: 204, body: '' }
  })
}

async function operate(call: Call): Promise<Reply> {
  requireMethod(call, ['POST'])
  const { json, text } = await readBody(call.request)
  requireShallow(json)
  const groups = readOperations(json)
  return write(call, text, async (_, bulk) => {
    const results = await runOperations(await bulk(), groups)
    const body = { 'atomic:results': results.map((data) => (data ? { data } : {})) }
    return { status: 200, body: JSON.stringify(body), extension: ATOMIC }
  })
}

type Work = Parameters<typeof transactOnce<Answer>>[2]

/** Carries a write out, once for each `Idempotency-Key`. */
async function write({ request, pass, trace }: Call, text: string, work: Work): Promise<Reply> {
  const once = onceOf(request, text)
  const { answer, repeated } = await transactOnce(pass.identity, once, work, trace)
  return respondAnswer(answer, repeated)
}

/** The same of one record, which is a transaction by itself when there is nothing to read first or to remember. */
async function writeOne(
  call: Call,
  text: string,
  written: Written,
  work: (db: DbTransaction) => Promise<Answer>,
): Promise<Reply> {
  if (isPreparedByReads(written) || onceOf(call.request, text)) return write(call, text, work)
  return respondAnswer(await work(openDoor(call.pass.identity, call.trace)), false)
}

async function readDocument(call: Call, resource: Resource) {
  const body = await readBody(call.request)
  requireShallow(body.json)
  call.place.is = { resource, at: '/data' }
  return body
}

const dataOf = (json: unknown): unknown => (json as { data?: unknown } | null)?.data

function requireNoLocalIds(links: { lid?: string; pointer: string }[]): void {
  const local = links.find(({ lid }) => lid !== undefined)
  if (!local) return
  throw new RestRefusal('invalid', [
    {
      detail: 'A local id means a record of the same request, which only operations have.',
      source: { pointer: `${local.pointer}/data/lid` },
    },
  ])
}

// ---------------------------------------------------------------------------------------------
// Frame
// ---------------------------------------------------------------------------------------------

function requireMethod({ request: { method }, pass }: Call, allowed: string[]): void {
  if (!allowed.includes(method)) {
    const detail = `This address takes ${allowed.join(', ')}.`
    throw new RestRefusal('bad_request', [{ detail }], 405, { allow: allowed.join(', ') })
  }
  if (pass.readOnly && method !== 'GET' && method !== 'HEAD') {
    throw new Rejection('forbidden', 'This API key only reads.')
  }
}

/** An id that no record can have is as absent as any other. */
function requireId(id: string): void {
  if (id.length > 100 || /[\0\p{Surrogate}]/u.test(id)) throw notFound()
}
