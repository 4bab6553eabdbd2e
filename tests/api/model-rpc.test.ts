import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '@/lib/db/system'
import {
  addMember,
  createFilledSpace,
  createParticipant,
  createStudy,
  createUser,
  type FilledSpace,
} from '../support/factories'
import { rpc, signedInCookie } from '../support/rpc'

type Call = ReturnType<typeof rpc>

let a: FilledSpace
let b: FilledSpace
let owner: Call
let viewer: Call
let nowhere: Call
let ownerCookie: string

beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
  const viewerUser = await createUser()
  await addMember(a.space, viewerUser, 'VIEWER')
  ownerCookie = await signedInCookie(a.space.owner.id)
  owner = rpc({ cookie: ownerCookie, space: a.space.slug })
  viewer = rpc({ cookie: await signedInCookie(viewerUser.id), space: a.space.slug })
  nowhere = rpc({ cookie: ownerCookie })
})

/** Every error has this shape and no word of Prisma, ZenStack, SQL or the code. */
function expectProblem(
  { status, body, text }: Awaited<ReturnType<Call>>,
  expected: number,
  code: string,
) {
  expect(body).toEqual({
    error: expect.objectContaining({
      code,
      message: expect.stringMatching(/^[A-Z"“].*\.$/),
      requestId: expect.any(String),
    }),
  })
  expect(status).toBe(expected)
  expect(text).not.toMatch(/prisma|zenstack|policy|constraint|select |invocation|\.ts\b|\bat \//i)
}

describe('who is let in', () => {
  it('answers 401 to whoever is signed out, before anything else is looked at', async () => {
    for (const cookie of [undefined, 'next-auth.session-token=forged']) {
      expectProblem(
        await rpc({ cookie, space: a.space.slug })('study', 'findMany'),
        401,
        'signed_out',
      )
      expectProblem(await rpc({ cookie })('nonsense', 'explode'), 401, 'signed_out')
    }
  })

  it('lists what is in the space that the header names', async () => {
    const { status, body } = await owner('study', 'findMany', { orderBy: { key: 'asc' } })
    expect(status).toBe(200)
    expect(body.data.map((study: { key: string }) => study.key)).toEqual(['closed', 'sleep'])
  })

  it('says of a foreign space what it says of one that does not exist', async () => {
    const foreign = await rpc({ cookie: ownerCookie, space: b.space.slug })('study', 'findMany')
    const absent = await rpc({ cookie: ownerCookie, space: 'no-such-space' })('study', 'findMany')
    expectProblem(foreign, 404, 'no_space')
    expect({ ...foreign.body.error, requestId: '' }).toEqual({
      ...absent.body.error,
      requestId: '',
    })
    expect(foreign.text).not.toContain(b.space.name)
  })

  it('shows without a space only the own user, memberships and spaces', async () => {
    expect((await nowhere('user', 'findMany')).body.data).toEqual([
      expect.objectContaining({ id: a.space.owner.id }),
    ])
    expect((await nowhere('spaceUser', 'findMany')).body.data).toHaveLength(1)
    expect((await nowhere('space', 'findMany')).body.data).toEqual([
      expect.objectContaining({ slug: a.space.slug }),
    ])
    for (const model of [
      'study',
      'arm',
      'participant',
      'participantIdentity',
      'statusEvent',
      'invitation',
    ]) {
      expect((await nowhere(model, 'findMany')).body.data, model).toEqual([])
      expect((await nowhere(model, 'count')).body.data, model).toBe(0)
    }
    expectProblem(
      await nowhere('study', 'create', { data: { key: 'x', title: 'X' } }),
      403,
      'forbidden',
    )
  })

  it('has no address for secrets, machinery and nonsense', async () => {
    for (const model of [
      'credential',
      'session',
      'emailToken',
      'oidcAccount',
      'outboxMessage',
      'rateLimit',
      'Study',
      'constructor',
      '__proto__',
    ]) {
      expectProblem(await owner(model, 'findMany'), 404, 'not_found')
    }
  })
})

describe('what another site may not do', () => {
  const write = { data: { key: 'forged', title: 'Forged' } }

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign origin', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
    ['nobody who says where it comes from', { 'sec-fetch-site': '' }],
  ])('refuses a write from %s', async (_, headers) => {
    const call = rpc({ cookie: ownerCookie, space: a.space.slug, headers })
    expectProblem(await call('study', 'create', write), 403, 'forbidden')
    expect(await system.study.count({ where: { key: 'forged' } })).toBe(0)
  })

  it('takes a write from our own pages, by either header', async () => {
    const call = rpc({
      cookie: ownerCookie,
      space: a.space.slug,
      headers: { 'sec-fetch-site': '', origin: 'http://localhost:3000' },
    })
    expect((await call('study', 'create', { data: { key: 'own', title: 'Own' } })).status).toBe(201)
  })

  it('takes no form that a page could send without asking', async () => {
    const call = rpc({
      cookie: ownerCookie,
      space: a.space.slug,
      headers: { 'content-type': 'text/plain' },
    })
    expectProblem(await call('study', 'create', write), 400, 'bad_request')
  })
})

describe('how refusals are answered', () => {
  it('400 where the least or the greatest of values without an order is asked for', async () => {
    for (const asked of [{ _min: { isTest: true } }, { _max: { isTest: true } }]) {
      expectProblem(await owner('participant', 'aggregate', asked), 400, 'bad_request')
    }
  })

  it('400 where less than nothing is skipped, here or in a list that is sent along', async () => {
    for (const asked of [{ skip: -1 }, { include: { participants: { skip: -1.5 } } }]) {
      expectProblem(await owner('study', 'findMany', asked), 400, 'bad_request')
    }
  })

  it('403 where the role does not allow it', async () => {
    expectProblem(
      await viewer('study', 'create', { data: { key: 'v', title: 'V' } }),
      403,
      'forbidden',
    )
    expectProblem(
      await viewer('study', 'update', { where: { id: a.study.id }, data: { title: 'V' } }),
      403,
      'forbidden',
    )
  })

  it('the same 404 for a record that is absent and one of another space', async () => {
    for (const [operation, rest] of [
      ['update', { data: { title: 'x' } }],
      ['delete', {}],
    ] as const) {
      const foreign = await owner('study', operation, { where: { id: b.study.id }, ...rest })
      const absent = await owner('study', operation, {
        where: { id: crypto.randomUUID() },
        ...rest,
      })
      expectProblem(foreign, 404, 'not_found')
      expect({ ...foreign.body.error, requestId: '' }).toEqual({
        ...absent.body.error,
        requestId: '',
      })
    }
    expect((await owner('study', 'findUnique', { where: { id: b.study.id } })).body).toEqual({
      data: null,
    })
  })

  it('409 at the field for a key that is taken here, and none for one that is taken elsewhere', async () => {
    const taken = await owner('study', 'create', { data: { key: 'sleep', title: 'Again' } })
    expectProblem(taken, 409, 'conflict')
    expect(taken.body.error.fields).toEqual({ key: expect.any(String) })
    await createStudy(b.space, { key: 'only-in-b' })
    expect(
      (await owner('study', 'create', { data: { key: 'only-in-b', title: 'Fine' } })).status,
    ).toBe(201)
  })

  it('422 with a sentence per field for values that are not valid', async () => {
    const answer = await owner('study', 'create', { data: { key: 'Not A Key', title: '' } })
    expectProblem(answer, 422, 'invalid')
    expect(answer.body.error.fields).toEqual({
      key: 'Use lower-case letters, digits and single hyphens.',
      title: expect.any(String),
    })
  })

  it('409 with the reason for a closed study, 422 for a link into another space', async () => {
    const closed = await owner('participant', 'create', {
      data: { studyId: a.closed.id, code: 'late' },
    })
    expectProblem(closed, 409, 'conflict')
    expect(closed.body.error.message).toContain('closed')
    expectProblem(
      await owner('participant', 'create', { data: { studyId: b.study.id, code: 'x' } }),
      422,
      'invalid',
    )
  })

  it('400 or 422, never 500, for what does not fit', async () => {
    const answers = await Promise.all([
      owner('study', 'findMany', { where: { nonsense: 1 } }),
      owner('study', 'create', {}),
      owner('study', 'create', '{"data":'),
      owner('study', 'explode'),
      owner('study', 'findMany', {}, 'POST'),
      owner('study', 'create', { data: { key: 'k', title: 't', targetN: 1e12 } }),
      owner('study', 'findUnique', { where: { id: { not: 'x' } } }),
      owner('study', '$queryRaw'),
      // Half a character.
      owner('study', 'create', { data: { key: 'k', title: 'a\ud800' } }),
      owner('study', 'findMany', { where: { title: '\udc00' } }),
      owner('participant', 'create', {
        data: { studyId: a.study.id, code: 'half', baseline: { list: ['\ud800'] } },
      }),
    ])
    for (const answer of answers) {
      expect([400, 404, 422], answer.text).toContain(answer.status)
      expectProblem(answer, answer.status, answer.body.error.code)
    }
  })
})

describe('what only an outsider would send', () => {
  it.each(['id', 'createdAt', 'updatedAt', 'createdById'])('refuses a chosen %s', async (field) => {
    const value = field.endsWith('At') ? new Date(0).toISOString() : b.study.id
    expectProblem(
      await owner('study', 'create', { data: { key: 'chosen', title: 'x', [field]: value } }),
      422,
      'invalid',
    )
    expect(await system.study.count({ where: { key: 'chosen' } })).toBe(0)
  })

  it('refuses prototype keys at any depth', async () => {
    for (const args of [
      '{"__proto__":{"x":1}}',
      '{"data":{"key":"p","title":"t","__proto__":{"createdById":"x"}}}',
      '{"where":{"OR":[{"constructor":{}}]}}',
    ]) {
      expect([400, 422]).toContain((await owner('study', 'create', args)).status)
    }
    expect(({} as { x?: number }).x).toBeUndefined()
  })

  it('refuses more than a page, a batch or a body, and cuts nothing off', async () => {
    expectProblem(await owner('participant', 'findMany', { take: 501 }), 413, 'too_large')
    expectProblem(
      await owner('study', 'findMany', { include: { participants: { take: 9999 } } }),
      413,
      'too_large',
    )
    const row = { studyId: a.study.id, code: 'many' }
    expectProblem(
      await owner('participant', 'createMany', { data: Array.from({ length: 501 }, () => row) }),
      413,
      'too_large',
    )
    expectProblem(
      await owner('study', 'create', JSON.stringify({ data: { title: 'x'.repeat(1_000_001) } })),
      413,
      'too_large',
    )
    const deep = Array.from({ length: 40 }).reduce((inner) => ({ AND: inner }), {})
    expectProblem(await owner('study', 'findMany', { where: deep }), 413, 'too_large')
  })

  it('refuses a list without a page size that has more than a page', async () => {
    const study = await createStudy(a.space)
    const { id: studyId, spaceId, createdById } = study
    await system.participant.createMany({
      data: Array.from({ length: 501 }, (_, index) => ({
        studyId,
        spaceId,
        createdById,
        code: `n${index}`,
      })),
    })
    const where = { studyId }
    expectProblem(await owner('participant', 'findMany', { where }), 413, 'too_large')
    expect((await owner('participant', 'findMany', { where, take: 500 })).body.data).toHaveLength(
      500,
    )
  })
})

it('keeps dates as dates on the way', async () => {
  const enrolledAt = new Date('2026-03-29T01:30:00.000Z')
  const participant = await createParticipant(a.study, { enrolledAt, status: 'ENROLLED' })
  const { body } = await owner('participant', 'findUnique', { where: { id: participant.id } })
  expect(body.data.enrolledAt).toBe(enrolledAt.toISOString())
  expect(body.meta.serialization.values.enrolledAt).toEqual(['Date'])
})

it('ends with the session', async () => {
  const user = await createUser()
  await addMember(a.space, user, 'VIEWER')
  const call = rpc({ cookie: await signedInCookie(user.id), space: a.space.slug })
  expect((await call('study', 'count')).status).toBe(200)
  await system.user.update({ where: { id: user.id }, data: { status: 'DEACTIVATED' } })
  expectProblem(await call('study', 'count'), 401, 'signed_out')
})
