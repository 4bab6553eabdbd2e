import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '@/lib/db/system'
import { resources } from '@/lib/rest/resources'
import { makeTestKey } from '../support/api-keys'
import {
  createFilledSpace,
  createStudy,
  createUser,
  type FilledSpace,
  unique,
} from '../support/factories'
import { expectNothingChanged } from '../support/matchers'
import { newParticipant, newStudy, type RestCall, restClient } from '../support/rest'

/** The REST API as an integrator meets it. */

let a: FilledSpace
let b: FilledSpace
let coordinator: RestCall
let admin: RestCall
let viewer: RestCall
let reader: RestCall
let foreign: RestCall
beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
  const keyOf = async ({ space }: FilledSpace, given: Parameters<typeof makeTestKey>[1]) =>
    restClient((await makeTestKey({ space, user: space.owner }, given)).secret)
  coordinator = await keyOf(a, { role: 'COORDINATOR' })
  admin = await keyOf(a, { role: 'ADMIN' })
  viewer = await keyOf(a, { role: 'VIEWER' })
  reader = await keyOf(a, { role: 'ADMIN', readOnly: true })
  foreign = await keyOf(b, { role: 'ADMIN' })
  // The first use of a key is noted, and its limit begins.
  for (const call of [coordinator, admin, viewer, reader, foreign]) await call('GET', 'study')
})

const identifier = (type: string, id: string) => ({ type, id })

describe('one record', () => {
  test('has its attributes, and its links as relationships', async () => {
    const { participant, study } = a
    const { status, headers, json } = await viewer('GET', `participant/${participant.id}`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/vnd.api+json')
    expect(json.data).toMatchObject({
      ...identifier('participant', participant.id),
      attributes: { code: participant.code, isTest: false, baseline: {} },
      relationships: { study: { data: identifier('study', study.id) } },
      links: { self: `/api/rest/participant/${participant.id}` },
    })
    expect(json.data.attributes).not.toHaveProperty('studyId')
    expect(json.data.attributes).not.toHaveProperty('spaceId')
  })

  test('of another space is as absent as one that does not exist', async () => {
    const absent = await foreign('GET', `participant/${crypto.randomUUID()}`)
    const others = await foreign('GET', `participant/${a.participant.id}`)
    expect([absent.status, others.status]).toEqual([404, 404])
    const [first, second] = [absent, others].map(({ json }) => ({ ...json.errors[0], id: '' }))
    expect(first).toEqual(second)
  })

  test('is shown with what was asked for only', async () => {
    const { id } = a.participant
    const { json } = await viewer(
      'GET',
      `participant/${id}?fields[participant]=code,study&include=study&fields[study]=key`,
    )
    expect(json.data.attributes).toEqual({ code: a.participant.code })
    expect(Object.keys(json.data.relationships)).toEqual(['study'])
    expect(json.included).toMatchObject([
      { ...identifier('study', a.study.id), attributes: { key: a.study.key } },
    ])
  })

  test('that did not change is not sent again', async () => {
    const first = await viewer('GET', `study/${a.study.id}`)
    const tag = first.headers.get('etag') ?? ''
    const again = await viewer('GET', `study/${a.study.id}`, undefined, { 'if-none-match': tag })
    expect([again.status, again.text]).toEqual([304, ''])
  })
})

describe('a new record', () => {
  test('belongs to the space of the key, and was made by its service user', async () => {
    const { status, headers, json } = await coordinator('POST', 'study', newStudy('made'))
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/api/rest/study/${json.data.id}`)
    const row = await system.study.findUniqueOrThrow({ where: { id: json.data.id } })
    expect(row.spaceId).toBe(a.space.id)
    const maker = await system.user.findUniqueOrThrow({ where: { id: row.createdById } })
    expect(maker.kind).toBe('SERVICE')
  })

  test('keeps each kind of value', async () => {
    const study = await createStudy(a.space)
    const sent = {
      enrolledAt: '2026-03-05T14:30:00+02:00',
      status: 'ENROLLED',
      isTest: true,
      baseline: { age: 3 },
    }
    const made = await coordinator('POST', 'participant', newParticipant(study.id, 'kinds', sent))
    expect(made.status, made.text).toBe(201)
    const shown = await viewer('GET', `participant/${made.json.data.id}`)
    expect(shown.json.data.attributes).toMatchObject({
      ...sent,
      enrolledAt: '2026-03-05T12:30:00.000Z',
      enrolledOn: expect.stringMatching(/^2026-03-0[56]$/),
    })
  })

  test('takes over from the other record what its link is made of', async () => {
    const { id: studyId } = await newStudyOfA()
    const nobody = await coordinator('POST', 'participant', newParticipant(studyId, unique('p')))
    const participant = { id: nobody.json.data.id, studyId }
    const made = await coordinator('POST', 'participantIdentity', {
      data: {
        type: 'participantIdentity',
        attributes: { givenName: 'Ada' },
        relationships: { participant: { data: identifier('participant', participant.id) } },
      },
    })
    expect(made.status, made.text).toBe(201)
    const row = await system.participantIdentity.findUniqueOrThrow({
      where: { id: made.json.data.id },
    })
    expect(row.studyId).toBe(participant.studyId)
  })

  const faults: [string, object, string, number?][] = [
    ['a value too long', newStudy('x', { title: 'x'.repeat(201) }), '/data/attributes/title'],
    ['a value of another kind', newStudy('x', { targetN: 'many' }), '/data/attributes/targetN'],
    ['no such choice', newStudy('x', { status: 'OPEN' }), '/data/attributes/status'],
    [
      'a day that there is not',
      newStudy('x', { startsOn: '2026-02-30' }),
      '/data/attributes/startsOn',
    ],
    ['an attribute that there is not', newStudy('x', { colour: 'red' }), '/data/attributes/colour'],
    ['what the server sets', newStudy('x', { createdById: 'me' }), '/data/attributes/createdById'],
    ['an id', { data: { ...newStudy('x').data, id: 'mine' } }, '/data/id'],
    ['another type', { data: { type: 'arm', attributes: { key: 'x', title: 'X' } } }, '/data/type'],
    [
      'what is missing',
      { data: { type: 'study', attributes: { key: 'x' } } },
      '/data/attributes/title',
    ],
    ['nothing', {}, '/data'],
    ['a NUL', newStudy('x', { title: 'a\0b' }), '/data/attributes/title'],
    ['half a character', newStudy('x', { title: 'a\ud800' }), '/data/attributes/title'],
  ]
  test.each(faults)('with %s is refused, and the fault pointed at', async (_, body, pointer) => {
    await expectNothingChanged(async () => {
      const { status, json } = await coordinator('POST', 'study', body)
      expect(status, JSON.stringify(json)).toBe(422)
      expect(json.errors.map(({ source }) => source?.pointer)).toContain(pointer)
    })
  })

  test.each([
    ['half a character', { list: ['a\udc00'] }],
    ['a NUL in a name', { 'a\0': 1 }],
  ])('with %s inside JSON is refused alike', async (_, baseline) => {
    await expectNothingChanged(async () => {
      const body = newParticipant(a.study.id, 'json', { baseline })
      const { status, json } = await coordinator('POST', 'participant', body)
      expect(status, JSON.stringify(json)).toBe(422)
      expect(json.errors[0]?.source?.pointer).toBe('/data/attributes/baseline')
    })
  })

  test('with a key that is taken is a conflict', async () => {
    await expectNothingChanged(async () => {
      const { status, json } = await coordinator('POST', 'study', newStudy(a.study.key))
      expect(status).toBe(409)
      expect(json.errors[0]).toMatchObject({
        code: 'conflict',
        source: { pointer: '/data/attributes/key' },
      })
    })
  })

  test('cannot hang on a record of another space', async () => {
    await expectNothingChanged(async () => {
      const body = newParticipant(b.study.id, 'strange')
      const { status } = await coordinator('POST', 'participant', body)
      expect(status).toBe(422)
    })
  })

  test.each([
    ['a viewer', () => viewer],
    ['a key that only reads', () => reader],
  ])('is not made by %s', async (_, caller) => {
    await expectNothingChanged(async () => {
      const { status } = await caller()('POST', 'study', newStudy('refused'))
      expect(status).toBe(403)
    })
  })
})

const newStudyOfA = (given: Parameters<typeof createStudy>[1] = {}) => createStudy(a.space, given)

describe('a change', () => {
  test('changes what it names, and nothing else', async () => {
    const study = await newStudyOfA()
    const body = { data: { type: 'study', id: study.id, attributes: { title: 'Renamed' } } }
    const { status, json } = await coordinator('PATCH', `study/${study.id}`, body)
    expect(status).toBe(200)
    expect(json.data.attributes).toMatchObject({ title: 'Renamed', key: study.key })
  })

  test('meant for a version that is gone is refused', async () => {
    const study = await newStudyOfA()
    const tag = (await coordinator('GET', `study/${study.id}`)).headers.get('etag') ?? ''
    const rename = (title: string) => ({
      data: { type: 'study', id: study.id, attributes: { title } },
    })
    const path = `study/${study.id}`
    expect((await coordinator('PATCH', path, rename('First'), { 'if-match': tag })).status).toBe(
      200,
    )
    const second = await coordinator('PATCH', path, rename('Second'), { 'if-match': tag })
    expect(second.status).toBe(412)
    expect(second.json.errors[0]?.code).toBe('changed_meanwhile')
    expect((await admin('DELETE', path, undefined, { 'if-match': tag })).status).toBe(412)
    const row = await system.study.findUniqueOrThrow({ where: { id: study.id } })
    expect(row.title).toBe('First')
  })

  test('of two at the same moment for the same version, one is carried out', async () => {
    const study = await newStudyOfA()
    const path = `study/${study.id}`
    const tag = (await coordinator('GET', path)).headers.get('etag') ?? ''
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        coordinator(
          'PATCH',
          path,
          { data: { type: 'study', id: study.id, attributes: { title: `T${index}` } } },
          { 'if-match': tag },
        ),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)])
  })

  test.each([
    ['what stays as it was made', { attributes: { key: 'other' } }, 422],
    ['another id than that of the address', { id: 'other' }, 409],
  ])('of %s is refused', async (_, part, expected) => {
    await expectNothingChanged(async () => {
      const body = { data: { type: 'study', id: a.study.id, ...part } }
      expect((await coordinator('PATCH', `study/${a.study.id}`, body)).status).toBe(expected)
    })
  })

  test('of a record of another space, and deleting one, find nothing', async () => {
    await expectNothingChanged(async () => {
      const path = `study/${a.study.id}`
      const body = { data: { type: 'study', id: a.study.id, attributes: { title: 'Theirs' } } }
      expect((await foreign('PATCH', path, body)).status).toBe(404)
      expect((await foreign('DELETE', path)).status).toBe(404)
    })
  })

  test('deleting takes a right of its own', async () => {
    const study = await newStudyOfA({ status: 'DRAFT' })
    expect((await coordinator('DELETE', `study/${study.id}`)).status).toBe(403)
    const deleted = await admin('DELETE', `study/${study.id}`)
    expect([deleted.status, deleted.text]).toEqual([204, ''])
    expect((await admin('DELETE', `study/${study.id}`)).status).toBe(404)
  })
})

describe('the frame', () => {
  test.each([
    ['no key', null, 401],
    ['a key that is none', 'ssk_000000000000_nonsense', 401],
  ])('with %s there is nothing', async (_, secret, status) => {
    const answer = await restClient(secret)('GET', 'study')
    expect(answer.status).toBe(status)
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    expect(answer.json.errors[0]).toMatchObject({ status: '401', code: 'signed_out' })
  })

  test('each answer says what is left of the limit', async () => {
    const { headers } = await viewer('GET', 'study')
    expect(Number(headers.get('ratelimit-remaining'))).toBeGreaterThan(0)
    expect((await viewer('GET', 'nothing')).headers.get('ratelimit-limit')).not.toBeNull()
  })

  test.each<[string, string, string, unknown, Record<string, string>, number]>([
    ['an address that there is not', 'GET', 'nothing', undefined, {}, 404],
    ['a method that there is not', 'PUT', 'study', {}, {}, 405],
    ['a model that nobody makes here', 'POST', 'auditEvent', {}, {}, 405],
    ['a body of another kind', 'POST', 'study', 'a=b', { 'content-type': 'text/plain' }, 415],
    [
      'an extension that there is not',
      'POST',
      'study',
      {},
      { 'content-type': 'application/vnd.api+json; ext="https://x.example"' },
      415,
    ],
    ['an answer that we do not have', 'GET', 'study', undefined, { accept: 'text/html' }, 406],
    ['what is no JSON', 'POST', 'study', '{', {}, 400],
    ['a prototype', 'POST', 'study', '{"data":{"__proto__":{}}}', {}, 400],
    ['a parameter that there is not', 'GET', 'study?colour=red', undefined, {}, 400],
    ['too large a page', 'GET', 'study?page[size]=501', undefined, {}, 400],
    ['a place that no page has', 'GET', 'study?page[after]=%00', undefined, {}, 400],
    ['an order by a link', 'GET', 'participant?sort=study', undefined, {}, 400],
    ['a filter by what there is not', 'GET', 'study?filter[colour]=red', undefined, {}, 400],
    ['a filter by no such value', 'GET', 'study?filter[status]=OPEN', undefined, {}, 400],
    ['a list that is included', 'GET', 'study?include=participants', undefined, {}, 400],
    ['a version that is none', 'PATCH', 'study/x', {}, { 'if-match': '"?"' }, 422],
  ])('%s is refused', async (_, method, path, body, headers, status) => {
    const answer = await admin(method, path, body, headers)
    expect(answer.status, answer.text).toBe(status)
    expect(answer.json.errors[0]?.status).toBe(String(status))
    expect(answer.text).not.toMatch(/prisma|select |stack|policy/i)
  })

  test('every model that somebody may read is there, and none besides', async () => {
    for (const { type } of resources) {
      expect((await admin('GET', type)).status, type).toBe(200)
    }
    for (const type of ['user', 'space', 'spaceUser', 'credential', 'session', 'apiKeySecret']) {
      expect((await admin('GET', type)).status, type).toBe(404)
    }
  })

  test('looking at an identity is recorded', async () => {
    const count = () =>
      system.auditEvent.count({ where: { spaceId: a.space.id, action: 'reveal' } })
    const before = await count()
    expect((await coordinator('GET', `participantIdentity/${a.identity.id}`)).status).toBe(200)
    expect(await count()).toBe(before + 1)
    expect((await viewer('GET', `participantIdentity/${a.identity.id}`)).status).toBe(404)
    expect(await count()).toBe(before + 1)
  })
})
