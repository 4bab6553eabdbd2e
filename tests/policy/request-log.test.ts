import { beforeAll, describe, expect, test } from 'vitest'
import { answering, respond } from '@/lib/api/respond'
import { passOfKey } from '@/lib/auth/api-keys'
import { system } from '@/lib/db/system'
import { makeTestKey, requestWith } from '../support/api-keys'
import { createSpace, createStudy } from '../support/factories'
import { captureLog } from '../support/log'
import { rpc, signedInCookie } from '../support/rpc'

/** What the log says of a request, and what it never says. */

const PLANTED = 'planted4711'
let space: Awaited<ReturnType<typeof createSpace>>
let cookie: string

beforeAll(async () => {
  space = await createSpace()
  cookie = await signedInCookie(space.owner.id)
  await createStudy(space, { key: 'taken' })
})

describe('one line for each request', () => {
  test('who, where, what kind, how it ended and how long it took', async () => {
    const lines = captureLog()
    await rpc({ cookie, space: space.slug })('study', 'findMany', {})
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ...{ actor: space.owner.id, space: space.id, method: 'GET' },
        ...{ route: '/api/model/study/findMany', status: 200, ms: expect.any(Number) },
      },
    ])
  })

  test('of a key, its service user', async () => {
    const lines = captureLog()
    const { keyId, secret } = await makeTestKey({ space, user: space.owner })
    const { userId } = await system.apiKey.findUniqueOrThrow({ where: { id: keyId } })
    const request = requestWith(secret)
    await answering(request, async () => respond(await passOfKey(request)))
    expect(lines()).toMatchObject([{ actor: userId, space: space.id, route: '/api/rest' }])
    expect(JSON.stringify(lines())).not.toContain(secret.slice(17))
  })

  test('of nobody, that it was refused', async () => {
    const lines = captureLog()
    await rpc({})('study', 'findMany', {})
    const [line] = lines()
    expect(line).toMatchObject({ status: 401, route: '/api/model' })
    expect(line).not.toHaveProperty('actor')
  })
})

describe('nothing that somebody sent', () => {
  const headers = { 'x-reason': PLANTED, 'user-agent': PLANTED, referer: PLANTED }

  test.each([
    ['in a filter', 'findMany', { where: { title: PLANTED } }],
    ['in a wrong filter', 'findMany', { where: { [PLANTED]: PLANTED } }],
    ['in a record', 'create', { data: { key: PLANTED, title: PLANTED } }],
    ['in a record that exists', 'create', { data: { key: 'taken', title: PLANTED } }],
    ['in a wrong record', 'create', { data: { key: 'a', title: PLANTED, timeZone: PLANTED } }],
    ['in no JSON at all', 'create', `{"data": ${PLANTED}`],
    ['as the operation', PLANTED, {}],
  ])('%s', async (_, operation, args) => {
    const lines = captureLog()
    const call = rpc({ cookie, space: space.slug, headers })
    await call('study', operation, args)
    await call(PLANTED, 'findMany', {})
    await rpc({ cookie, space: PLANTED, headers })('study', 'findMany', {})
    expect(lines().length).toBeGreaterThanOrEqual(3)
    expect(JSON.stringify(lines())).not.toContain(PLANTED)
  })

  test.each([
    ['JSON.parse', () => JSON.parse(`{"a": ${PLANTED}}`)],
    ['PostgreSQL', () => system.$queryRawUnsafe(`select * from "${PLANTED}"`)],
    ['Prisma', () => system.study.findMany({ where: { [PLANTED]: PLANTED } as object })],
    ['quotes', () => Promise.reject(new Error(`Cannot use "${PLANTED}" here`))],
    ['lines like a stack', () => Promise.reject(new RangeError(`a\n    at ${PLANTED} (/a:1:1)`))],
  ])('of an error of %s, its kind and its place', async (_, fail) => {
    const lines = captureLog()
    const request = new Request(`http://localhost:3000/api/rest/study?q=${PLANTED}`, { headers })
    const response = await answering(request, async () => respond(await fail()))
    const { error } = await response.json()
    expect(JSON.stringify(lines())).not.toContain(PLANTED)
    if (response.status !== 500) return
    expect(lines()).toMatchObject([
      { level: 'error', requestId: error.requestId, error: { name: expect.any(String) } },
      { level: 'info', requestId: error.requestId, status: 500 },
    ])
  })

  test('while an error of ours keeps its text and says where', async () => {
    const lines = captureLog()
    const request = new Request('http://localhost:3000/api/rest/study')
    await answering(request, () => Promise.reject(new Error('The pump is dry.')))
    expect(lines()[0]).toMatchObject({
      error: {
        text: 'The pump is dry.',
        at: expect.arrayContaining([expect.stringContaining('request-log.test')]),
      },
    })
  })
})
