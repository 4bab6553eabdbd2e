import createClient from 'openapi-fetch'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { connectTo } from '@/lib/db/connect-to'
import { env } from '@/lib/env'
import { type Resource, resources } from '@/lib/rest/resources'
import { changeOf, tableOf } from '../isolation/rows'
import { createIsolatedWorld, type World } from '../isolation/world'
import { makeTestKey } from '../support/api-keys'
import { differenceOf, type Operation, operationOf, operations } from '../support/openapi'
import { resourceOf } from '../support/rest-documents'
import { type RestServer, startRestServer } from '../support/rest-server'

/**
 * The description against a live server, over HTTP, for every operation of every model: each status
 * that it names is reached, and every answer is as it says.
 */

vi.hoisted(() => {
  process.env.API_LIMIT_PER_MINUTE = '1000000'
})

let world: World
let server: RestServer
const keys = { admin: '', elsewhere: '' }
beforeAll(async () => {
  world = await createIsolatedWorld()
  server = await startRestServer()
  const maker = { space: { slug: world.slugs.a }, user: { id: world.as.owner.userId ?? '' } }
  keys.admin = (await makeTestKey(maker, { role: 'ADMIN' })).secret
  keys.elsewhere = (await makeTestKey(maker, { role: 'ADMIN', networks: ['192.0.2.0/24'] })).secret
})
afterAll(() => server.close())

type Sent = {
  key?: string | null
  id?: string
  query?: string
  headers?: Record<string, string>
  body?: unknown
  from?: string
  method?: string
}

const HOME = '203.0.113.5'

/** Sends a request and expects the answer to be as described. */
async function send(operation: Operation, sent: Sent = {}) {
  const { key = keys.admin, query = '', headers = {}, body, from = HOME } = sent
  const path = operation.path.replace('{id}', encodeURIComponent(sent.id ?? idOf(operation)))
  const response = await fetch(`${server.url}/api/rest${path}${query}`, {
    method: sent.method ?? operation.method,
    headers: {
      'x-forwarded-for': from,
      ...(key && { authorization: `Bearer ${key}` }),
      ...(body !== undefined && { 'content-type': 'application/vnd.api+json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return expectDescribed(operation, response, await response.text())
}

const reached = new Set<string>()

function expectDescribed(operation: Operation, { status, headers }: Response, text: string) {
  expect(differenceOf(operation, { status, headers, text })).toBeUndefined()
  reached.add(`${operation.id} ${status}`)
  return { status, headers, text }
}

const anchorOf = ({ model }: Resource) => world.a.anchor(model.name)
const idOf = ({ type }: Operation): string => {
  const resource = resources.find((one) => one.type === type)
  return resource ? anchorOf(resource).id : ''
}

const isRead = ({ method }: Operation) => method === 'GET'
const hasBody = ({ body }: Operation) => body !== undefined

const those = (condition: (operation: Operation) => boolean) =>
  operations.filter(condition).map((operation) => [operation.id, operation] as const)

describe('the generated client', () => {
  type Answer = { data?: { data: { id: string } }; error?: unknown; response: Response }
  type Client = Record<string, (path: string, init: object) => Promise<Answer>>
  const client = () =>
    createClient({
      baseUrl: `${server.url}/api/rest`,
      headers: { authorization: `Bearer ${keys.admin}`, 'x-forwarded-for': HOME },
      querySerializer: { array: { style: 'form', explode: false } },
    }) as unknown as Client

  async function run(id: string, init: object) {
    const operation = operationOf(id)
    const call = client()[operation.method]
    if (!call) throw new Error(`The client has no ${operation.method}.`)
    const { data, error, response } = await call(operation.path, init)
    const said = data ?? error
    expectDescribed(operation, response, said ? JSON.stringify(said) : '')
    return { data, error, response }
  }

  test.each(resources.map((resource) => [resource.type, resource] as const))(
    'lists, reads, makes, changes and deletes: %s',
    async (type, resource) => {
      const { name } = resource.model
      const list = await run(`${type}.list`, {
        params: { query: { 'page[size]': 2, 'page[total]': true, sort: '-createdAt' } },
      })
      expect(list.response.status).toBe(200)
      const id = anchorOf(resource).id
      const found = await run(`${type}.list`, { params: { query: { 'filter[id]': [id, 'none'] } } })
      expect((found.data as { data: unknown }).data).toMatchObject([{ type, id }])
      const one = await run(`${type}.get`, {
        params: { path: { id }, query: { [`fields[${type}]`]: ['id', 'createdAt'] } },
      })
      expect(one.data?.data.id).toBe(id)

      const table = tableOf(name)
      let made: string | undefined
      if (resource.can.create) {
        const data = resourceOf(resource, await world.a.draft(table))
        const { response, error, data: answer } = await run(`${type}.create`, { body: { data } })
        expect(response.status, JSON.stringify(error)).toBe(201)
        made = answer?.data.id
      }
      // A key changes and deletes what it made; some records only their author may.
      const own = made ?? (await world.a.create(table)).id
      if (resource.can.update) {
        const data = resourceOf(resource, changeOf(table), own)
        const { response, error } = await run(`${type}.update`, {
          params: { path: { id: own } },
          body: { data },
        })
        expect(response.status, JSON.stringify(error)).toBe(200)
      }
      if (resource.can.delete) {
        const { response, error } = await run(`${type}.delete`, { params: { path: { id: own } } })
        expect(response.status, JSON.stringify(error)).toBe(204)
      }
    },
  )
})

test.each(those(isRead))('%s is read, and not sent again', async (_, operation) => {
  const { status, headers } = await send(operation)
  expect(status).toBe(200)
  const known = { 'if-none-match': headers.get('etag') ?? '' }
  expect((await send(operation, { headers: known })).status).toBe(304)
})

test.each(
  those(
    ({ path, parameters }) =>
      !path.includes('{id}') && parameters.some(({ in: at }) => at === 'query'),
  ),
)('%s takes each filter, order and choice that it names', async (_, operation) => {
  const choices = operation.parameters
    .filter(({ name, in: at }) => at === 'query' && name !== 'page[after]')
    .map(({ name, schema }) => ({ name, values: valuesOf(schema) }))
  const rounds = Math.max(...choices.map(({ values }) => values.length))
  for (let round = 0; round < rounds; round++) {
    const query = new URLSearchParams()
    for (const { name, values } of choices) {
      const value = values[round]
      if (value !== undefined) query.set(name, value)
    }
    const { status, text } = await send(operation, { query: `?${query}` })
    expect(status, text).toBe(200)
  }
})

/** Texts that a parameter takes: every choice, or one of its kind. */
function valuesOf(schema: { [key: string]: unknown }): string[] {
  const inner = (schema.items ??
    (schema.anyOf as object[] | undefined)?.[0] ??
    schema) as typeof schema
  if (inner !== schema) return valuesOf(inner)
  if (Array.isArray(schema.enum)) return schema.enum.map(String)
  if (schema.format === 'date') return ['2026-03-05']
  if (schema.format === 'date-time') return ['2026-03-05T14:30:00Z']
  if (schema.type === 'boolean') return ['true', 'false']
  return schema.type === 'integer' || schema.type === 'number' ? ['7'] : ['a']
}

describe('each operation refuses', () => {
  const all = those(() => true)

  test.each(all)('%s without a key, or from another network', async (_, operation) => {
    expect((await send(operation, { key: null })).status).toBe(401)
    expect((await send(operation, { key: keys.elsewhere })).status).toBe(403)
  })

  test.each(all)('%s where the request makes no sense', async (_, operation) => {
    for (const reason of ['%', '%00']) {
      expect((await send(operation, { headers: { 'x-reason': reason } })).status).toBe(400)
    }
    expect((await send(operation, { headers: { accept: 'text/html' } })).status).toBe(406)
    if (isRead(operation))
      expect((await send(operation, { query: '?colour=red' })).status).toBe(400)
  })

  test.each(those(({ statuses }) => statuses.includes(404)))(
    '%s of what there is not',
    async (_, operation) => {
      const id = crypto.randomUUID()
      const data = { type: operation.type, id }
      const remove = { op: 'remove', ref: { type: 'study', id } }
      const body = operation.path === '/operations' ? { 'atomic:operations': [remove] } : { data }
      expect((await send(operation, { id, ...(hasBody(operation) && { body }) })).status).toBe(404)
    },
  )

  test.each(those(({ statuses }) => statuses.includes(405)))(
    '%s by another method',
    async (_, operation) => {
      const { status, headers } = await send(operation, { method: 'PUT' })
      expect([status, headers.get('allow')]).toEqual([
        405,
        expect.stringContaining(operation.method),
      ])
    },
  )

  test.each(those(hasBody))('%s with a body that is none', async (_, operation) => {
    const status = async (sent: Sent) => (await send(operation, sent)).status
    expect(await status({ body: '{' })).toBe(400)
    expect(await status({ body: {} })).toBe(422)
    expect(await status({ body: 'a=b', headers: { 'content-type': 'text/plain' } })).toBe(415)
    const deep = JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`)
    expect(await status({ body: deep })).toBe(413)
  })

  test.each(those(({ statuses }) => statuses.includes(412)))(
    '%s of a version that is gone, and a key of another request',
    async (_, operation) => {
      const data = { type: operation.type, id: idOf(operation) }
      const body = hasBody(operation) ? { body: { data } } : {}
      const gone = await send(operation, { ...body, headers: { 'if-match': '"1"' } })
      // Where nobody but the author changes a record, others hear so before.
      expect([412, 403, 404]).toContain(gone.status)
    },
  )

  test('one that has asked too often', async () => {
    const [, first] = all[0] ?? []
    if (!first) return
    const from = '198.51.100.7'
    for (let count = 0; count < 100; count++) await send(first, { key: null, from })
    for (const [, operation] of all) {
      expect((await send(operation, { key: null, from })).status).toBe(429)
    }
  })
})

describe('when something is wrong with the server', () => {
  const sql = async (statement: string) => {
    const client = await connectTo(env.DATABASE_URL)
    await client.query(statement)
    await client.end()
  }

  test('each operation says so', async () => {
    await sql('alter table "ApiKeySecret" rename column hash to lost')
    for (const [, operation] of those(() => true)) {
      expect((await send(operation)).status).toBe(500)
    }
    await sql('alter table "ApiKeySecret" rename column lost to hash')
  })
})

describe('a conflict', () => {
  test.each(
    resources
      .filter(({ can, model }) => can.create && model.keys.length > 0)
      .map((resource) => [resource.type, resource] as const),
  )('is a second %s with the same key', async (type, resource) => {
    const body = { data: resourceOf(resource, anchorOf(resource)) }
    expect((await send(operationOf(`${type}.create`), { body })).status).toBe(409)
  })

  test.each(those(({ method }) => method === 'PATCH'))(
    '%s with another id than that of the address',
    async (_, operation) => {
      const body = { data: { type: operation.type, id: crypto.randomUUID() } }
      expect((await send(operation, { body })).status).toBe(409)
    },
  )

  test('is what others still use, and what exists already among many', async () => {
    const { id } = world.a.anchor('Arm')
    expect((await send(operationOf('arm.delete'), { id })).status).toBe(409)
    const { key } = world.a.anchor('Study')
    const operate = (attributes: object) =>
      send(operationOf('operate'), {
        body: { 'atomic:operations': [{ op: 'add', data: { type: 'study', attributes } }] },
      })
    expect((await operate({ key, title: 'Again' })).status).toBe(409)
    expect((await operate({ key: 'new-of-many', title: 'New' })).status).toBe(200)
  })

  test.each(those(({ method }) => method === 'DELETE'))(
    '%s with the Idempotency-Key of another request is none, but not valid',
    async (id, operation) => {
      const headers = { 'idempotency-key': id }
      const attributes = { key: id.toLowerCase().replace(/[^a-z]/g, '-'), title: 'Once' }
      const body = { data: { type: 'study', attributes } }
      expect((await send(operationOf('study.create'), { body, headers })).status).toBe(201)
      expect((await send(operation, { id: crypto.randomUUID(), headers })).status).toBe(422)
    },
  )
})

/** Reached only by two that write at once, or when the server is out of connections for long. */
const isByChance = (id: string, status: number) =>
  status === 503 || (status === 409 && /create|delete/.test(id))

test('every other status of the description was reached', () => {
  const missing = operations.flatMap(({ id, statuses }) =>
    statuses
      .filter((status) => !reached.has(`${id} ${status}`) && !isByChance(id, status))
      .map((status) => `${id} ${status}`),
  )
  expect(missing).toEqual([])
})
