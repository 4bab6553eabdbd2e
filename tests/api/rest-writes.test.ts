import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { clearKeptAnswers } from '@/lib/db/kept-answers'
import { appPool, system } from '@/lib/db/system'
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

/** Many records at once, and requests that are sent twice. */

let a: FilledSpace
let b: FilledSpace
let call: RestCall
let admin: RestCall
let viewer: RestCall
let foreign: RestCall
let study: Awaited<ReturnType<typeof createStudy>>
beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
  const keyOf = async ({ space }: FilledSpace, role: 'COORDINATOR' | 'ADMIN' | 'VIEWER') =>
    restClient((await makeTestKey({ space, user: space.owner }, { role })).secret)
  call = await keyOf(a, 'COORDINATOR')
  admin = await keyOf(a, 'ADMIN')
  viewer = await keyOf(a, 'VIEWER')
  foreign = await keyOf(b, 'ADMIN')
  for (const one of [call, admin, viewer, foreign]) await one('GET', 'study')
})
beforeEach(async () => {
  study = await createStudy(a.space)
})

const ATOMIC = { 'content-type': 'application/vnd.api+json; ext="https://jsonapi.org/ext/atomic"' }
const operate = (by: RestCall, operations: object[], headers = {}) =>
  by('POST', 'operations', { 'atomic:operations': operations }, { ...ATOMIC, ...headers })
const add = (code: string, attributes = {}) => ({
  op: 'add',
  ...newParticipant(study.id, code, attributes),
})
const countOf = (studyId = study.id) => system.participant.count({ where: { studyId } })

describe('many records at once', () => {
  test('a thousand are added', async () => {
    const codes = Array.from({ length: 1_000 }, (_, index) => `P-${index}`)
    const { status, json, text } = await operate(
      call,
      codes.map((code) => add(code)),
    )
    expect(status, text.slice(0, 500)).toBe(200)
    expect(new Set(json['atomic:results'].map(({ data }) => data.id)).size).toBe(1_000)
    expect(await countOf()).toBe(1_000)
  })

  test('are added, changed and removed in their order', async () => {
    const made = await operate(call, [add('one'), add('two'), add('three')])
    const [one, two, three] = made.json['atomic:results'].map(({ data }) => data.id)
    const { status, text } = await operate(admin, [
      { op: 'update', data: { type: 'participant', id: one, attributes: { locale: 'de' } } },
      { op: 'update', data: { type: 'participant', id: two, attributes: { code: 'zwei' } } },
      { op: 'remove', ref: { type: 'participant', id: three } },
      add('three'),
    ])
    expect(status, text).toBe(200)
    const rows = await system.participant.findMany({
      where: { studyId: study.id },
      orderBy: { code: 'asc' },
    })
    expect(rows.map(({ code, locale }) => [code, locale])).toEqual([
      ['one', 'de'],
      ['three', null],
      ['zwei', null],
    ])
  })

  test('name each other by local ids', async () => {
    const { status, text, json } = await operate(call, [
      { op: 'add', data: { ...newStudy(unique('k')).data, lid: 's' } },
      {
        op: 'add',
        data: {
          type: 'participant',
          lid: 'p',
          attributes: { code: 'first' },
          relationships: { study: { data: { type: 'study', lid: 's' } } },
        },
      },
      {
        op: 'add',
        data: {
          type: 'participantIdentity',
          attributes: { givenName: 'Ada' },
          relationships: { participant: { data: { type: 'participant', lid: 'p' } } },
        },
      },
    ])
    expect(status, text).toBe(200)
    const [made] = json['atomic:results']
    const where = { studyId: made?.data.id }
    expect(await system.participantIdentity.findFirst({ where })).toMatchObject({
      givenName: 'Ada',
    })
  })

  const refused: [string, () => object[], number, string][] = [
    [
      'one breaks a rule of the schema',
      () => [add('a'), add('x'.repeat(61))],
      422,
      '/atomic:operations/1/data/attributes/code',
    ],
    [
      'one has a value of another kind',
      () => [add('a'), add('b', { isTest: 'yes' })],
      422,
      '/atomic:operations/1/data/attributes/isTest',
    ],
    ['two are the same', () => [add('a'), add('b'), add('a')], 409, '/atomic:operations/2/data'],
    [
      'one hangs on a record of another space',
      () => [add('a'), { op: 'add', ...newParticipant(b.study.id, 'b') }],
      422,
      '/atomic:operations',
    ],
    [
      'one is of another space',
      () => [
        add('a'),
        { op: 'update', data: { type: 'study', id: b.study.id, attributes: { title: 'T' } } },
      ],
      404,
      '/atomic:operations/1/data',
    ],
    [
      'one is not allowed',
      () => [add('a'), { op: 'remove', ref: { type: 'study', id: a.study.id } }],
      403,
      '/atomic:operations/1/data',
    ],
    [
      'one makes what nobody makes',
      () => [add('a'), { op: 'add', data: { type: 'auditEvent', attributes: {} } }],
      422,
      '/atomic:operations/1/op',
    ],
    [
      'one names no earlier one',
      () => [
        {
          op: 'add',
          data: {
            type: 'participant',
            attributes: { code: 'a' },
            relationships: { study: { data: { type: 'study', lid: 'none' } } },
          },
        },
      ],
      422,
      '/atomic:operations/0/data/relationships/study/data/lid',
    ],
    ['there are none', () => [], 422, '/atomic:operations'],
    [
      'there are too many',
      () => Array.from({ length: 5_001 }, () => add('a')),
      413,
      '/atomic:operations',
    ],
  ]
  test.each(refused)('are all refused when %s', async (_, operations, expected, pointer) => {
    await expectNothingChanged(async () => {
      const { status, json } = await operate(call, operations())
      expect([status, json.errors[0]?.source?.pointer], JSON.stringify(json.errors)).toEqual([
        expected,
        pointer,
      ])
    })
  })

  test('are refused to who may only look', async () => {
    await expectNothingChanged(async () => {
      expect((await operate(viewer, [add('a')])).status).toBe(403)
    })
  })
})

describe('a request that is sent twice with one key', () => {
  const once = (key: string) => ({ 'idempotency-key': key })

  test('is carried out once, and answered alike', async () => {
    const key = once(unique('key'))
    const body = newParticipant(study.id, 'once')
    const first = await call('POST', 'participant', body, key)
    const second = await call('POST', 'participant', body, key)
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.text).toBe(first.text)
    expect(second.headers.get('location')).toBe(first.headers.get('location'))
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(await countOf()).toBe(1)
  })

  test('is carried out once, when both come at the same moment', async () => {
    const key = once(unique('key'))
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        call('POST', 'participant', newParticipant(study.id, 'same'), key),
      ),
    )
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(await countOf()).toBe(1)
  })

  test('with another body is refused', async () => {
    const key = once(unique('key'))
    expect((await call('POST', 'participant', newParticipant(study.id, 'one'), key)).status).toBe(
      201,
    )
    await expectNothingChanged(async () => {
      const other = await call('POST', 'participant', newParticipant(study.id, 'two'), key)
      expect([other.status, other.json.errors[0]?.source]).toEqual([
        422,
        { header: 'idempotency-key' },
      ])
    })
  })

  test('was refused the first time: then it may be sent again', async () => {
    const key = once(unique('key'))
    const body = newParticipant(study.id, 'later')
    await system.study.update({ where: { id: study.id }, data: { status: 'PAUSED' } })
    expect((await call('POST', 'participant', body, key)).status).toBe(409)
    await system.study.update({ where: { id: study.id }, data: { status: 'LIVE' } })
    expect((await call('POST', 'participant', body, key)).status).toBe(201)
  })

  test('is another request for another caller', async () => {
    const key = once(unique('key'))
    expect((await call('POST', 'study', newStudy(unique('k')), key)).status).toBe(201)
    expect((await foreign('POST', 'study', newStudy(unique('k')), key)).status).toBe(201)
  })

  test('is another request after a day', async () => {
    const key = unique('key')
    expect((await call('POST', 'study', newStudy(unique('k')), once(key))).status).toBe(201)
    const { count } = await system.keptAnswer.updateMany({
      where: { key },
      data: { createdAt: new Date(Date.now() - 25 * 3_600_000) },
    })
    expect(count).toBe(1)
    expect((await call('POST', 'study', newStudy(unique('k')), once(key))).status).toBe(201)
  })

  test('is forgotten after a day, with what was answered', async () => {
    const [old, recent] = [unique('old'), unique('recent')]
    for (const key of [old, recent]) await call('POST', 'study', newStudy(unique('k')), once(key))
    const yesterday = new Date(Date.now() - 24 * 3_600_000)
    await system.keptAnswer.updateMany({ where: { key: old }, data: { createdAt: yesterday } })
    await clearKeptAnswers()
    const kept = await system.keptAnswer.findMany({ where: { key: { in: [old, recent] } } })
    expect(kept.map(({ key }) => key)).toEqual([recent])
  })

  test('may be a change, a deletion or many operations', async () => {
    const draft = await createStudy(a.space, { status: 'DRAFT' })
    const path = `study/${draft.id}`
    const rename = { data: { type: 'study', id: draft.id, attributes: { title: 'Once' } } }
    const keys = [unique('a'), unique('b'), unique('c')].map(once)
    const twice = async (work: () => ReturnType<RestCall>) => [await work(), await work()]
    for (const [work, status] of [
      [() => admin('PATCH', path, rename, keys[0]), 200],
      [() => operate(admin, [add('once')], keys[1]), 200],
      [() => admin('DELETE', path, undefined, keys[2]), 204],
    ] as const) {
      const [first, second] = await twice(work)
      expect([first?.status, second?.status, second?.text]).toEqual([status, status, first?.text])
    }
  })
})

test('more creates at once than there are connections do not wait for each other', async () => {
  const body = newParticipant(study.id, 'one of many')
  const answers = await Promise.all(
    Array.from({ length: 2 * (appPool.options.max ?? 0) }, () => call('POST', 'participant', body)),
  )
  const statuses = answers.map(({ status }) => status).sort()
  expect(statuses).toEqual([201, ...statuses.slice(1).map(() => 409)])
  expect(await countOf()).toBe(1)
})

test('a row that is changed twice within a moment has two versions', async () => {
  const path = `study/${study.id}`
  const tags = new Set<string | null>()
  for (let index = 0; index < 20; index++) {
    const body = { data: { type: 'study', id: study.id, attributes: { title: `T${index}` } } }
    tags.add((await call('PATCH', path, body)).headers.get('etag'))
  }
  // By a clock that stands still, too.
  const stale = new Date(0)
  await system.study.update({ where: { id: study.id }, data: { title: 'Stale', updatedAt: stale } })
  tags.add((await call('GET', path)).headers.get('etag'))
  expect(tags.size).toBe(21)
})
