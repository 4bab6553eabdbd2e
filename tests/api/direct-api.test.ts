import { afterAll, beforeAll, expect, test } from 'vitest'
import { SPACE_HEADER } from '@/lib/api/space-header'
import { env } from '@/lib/env'
import { makeTestKey } from '../support/api-keys'
import { databaseUrl } from '../support/database'
import { createParticipant, createSpace, createStudy, unique } from '../support/factories'
import { signedInCookie } from '../support/rpc'
import { type StartedServer, startServer } from '../support/server'

/** The API answers the same before Next.js and behind it: DIRECT_API has no other outcome. */

let direct: StartedServer
let behind: StartedServer
let headers: Record<string, string>
let session: Record<string, string>
let code: string
let maker: Parameters<typeof makeTestKey>[0]
let ids: { participant: string; study: string }

beforeAll(async () => {
  const space = await createSpace()
  const study = await createStudy(space)
  for (let at = 0; at < 30; at++) await createParticipant(study)
  const participant = await createParticipant(study)
  code = participant.code
  ids = { participant: participant.id, study: study.id }
  maker = { space, user: space.owner }
  const { secret } = await makeTestKey(maker, { role: 'ADMIN' })
  headers = { authorization: `Bearer ${secret}` }
  session = { cookie: await signedInCookie(space.owner.id), [SPACE_HEADER]: space.slug }
  const settings = { DATABASE_URL: databaseUrl, APP_URL: env.APP_URL }
  // The second finds what the first has built.
  direct = await startServer({ env: settings })
  behind = await startServer({ env: { ...settings, DIRECT_API: 'off' } })
}, 240_000)

afterAll(() => Promise.all([direct?.stop(), behind?.stop()]))

const PASSING = [
  // These differ from one request to the next,
  ...['date', 'x-request-id', 'ratelimit-remaining', 'ratelimit-reset'],
  // and these say how an answer is sent: Next.js compresses short ones too.
  ...['content-encoding', 'content-length', 'transfer-encoding'],
]
/** Only Next.js says that an answer depends on this. */
const OF_NEXT = 'rsc, next-router-state-tree, next-router-prefetch, next-router-segment-prefetch'

async function answerOf(server: StartedServer, path: string, init: RequestInit) {
  const response = await fetch(`${server.url}/api/${path}`, init)
  const text = (await response.text()).replaceAll(/"(requestId|id)":"[^"]*"/g, '')
  const kept = [...response.headers].filter(([name]) => !PASSING.includes(name))
  const { vary = '', ...others } = Object.fromEntries(kept)
  const byNext = vary.includes(OF_NEXT)
  const varies = vary.split(', ').filter((header) => !OF_NEXT.includes(header))
  return { byNext, status: response.status, text, headers: { ...others, vary: varies.sort() } }
}

const JSON_API = { 'content-type': 'application/vnd.api+json' }
const newOne = (study: string) =>
  JSON.stringify({
    data: {
      type: 'participant',
      attributes: { code: 'same' },
      relationships: { study: { data: { type: 'study', id: study } } },
    },
  })
const filter = () => encodeURIComponent(JSON.stringify({ where: { code } }))

test.each<[name: string, path: () => string, init: () => RequestInit]>([
  ['a list', () => 'rest/participant?page[size]=25&sort=code', () => ({ headers })],
  ['a record', () => `rest/participant/${ids.participant}`, () => ({ headers })],
  ['nothing there', () => `rest/participant/${crypto.randomUUID()}`, () => ({ headers })],
  ['no key', () => 'rest/participant', () => ({})],
  ['a wrong filter', () => 'rest/participant?filter[nonsense]=1', () => ({ headers })],
  ['the head alone', () => 'rest/participant', () => ({ method: 'HEAD', headers })],
  ['another method', () => 'rest/participant', () => ({ method: 'PUT', headers, body: '{}' })],
  [
    'a code that is taken',
    () => 'rest/participant',
    () => ({
      method: 'POST',
      headers: { ...headers, ...JSON_API },
      body: newOne(ids.study).replace('same', code),
    }),
  ],
  [
    'broken JSON',
    () => 'rest/participant',
    () => ({ method: 'POST', headers: { ...headers, ...JSON_API }, body: '{"data":' }),
  ],
  [
    'a body that is too large',
    () => 'rest/operations',
    () => ({
      method: 'POST',
      headers: { ...headers, ...JSON_API },
      body: `"${'x'.repeat(11_000_000)}"`,
    }),
  ],
  [
    'a list for a page',
    () => `model/participant/findMany?q=${filter()}`,
    () => ({ headers: session }),
  ],
  ['nobody signed in', () => 'model/participant/findMany', () => ({})],
  ['no such model', () => 'model/nonsense/findMany', () => ({ headers: session })],
  [
    'a write from another site',
    () => 'model/participant/create',
    () => ({ method: 'POST', headers: { ...session, 'sec-fetch-site': 'cross-site' }, body: '{}' }),
  ],
])('%s', async (_, path, init) => {
  const [one, other] = [
    await answerOf(direct, path(), init()),
    await answerOf(behind, path(), init()),
  ]
  expect([one.byNext, other.byNext]).toEqual([false, true])
  expect(one).toEqual({ ...other, byNext: false })
})

test('a repeated write is answered from what was kept, by whichever server', async () => {
  const init = {
    method: 'POST',
    headers: { ...headers, ...JSON_API, 'idempotency-key': unique('once') },
    body: newOne(ids.study),
  }
  const [first, second] = [
    await answerOf(behind, 'rest/participant', init),
    await answerOf(direct, 'rest/participant', init),
  ]
  expect(first.status).toBe(201)
  expect(second.text).toBe(first.text)
  expect(second.headers).toEqual({ ...first.headers, 'idempotency-replayed': 'true' })
})

test('what is long is compressed for whoever takes it', async () => {
  const path = `${direct.url}/api/rest/participant?page[size]=25`
  const encodingFor = async (encoding: string) => {
    const response = await fetch(path, { headers: { ...headers, 'accept-encoding': encoding } })
    expect(await response.json()).toHaveProperty('data.length', 25)
    return response.headers.get('content-encoding')
  }
  expect(await encodingFor('gzip')).toBe('gzip')
  expect(await encodingFor('identity')).toBe(null)
})

test('nobody chooses the address that they call from', async () => {
  const { secret } = await makeTestKey(maker, { networks: ['203.0.113.0/24'] })
  const elsewhere = { authorization: `Bearer ${secret}`, 'X-Forwarded-For': '203.0.113.9' }
  for (const server of [direct, behind]) {
    const { status } = await answerOf(server, 'rest/study', { headers: elsewhere })
    expect(status).toBe(403)
  }
  const here = await makeTestKey(maker, { networks: ['127.0.0.0/8', '::1'] })
  const local = { ...elsewhere, authorization: `Bearer ${here.secret}` }
  expect((await answerOf(direct, 'rest/study', { headers: local })).status).toBe(200)
})
