import { beforeEach, describe, expect, it } from 'vitest'
import { changeMany } from '@/features/data/bulk'
import type { BulkAction, BulkLine } from '@/features/data/bulk-protocol'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import {
  addMember,
  createFilledSpace,
  createParticipant,
  createUser,
  type FilledSpace,
} from '../support/factories'
import { expectNothingChanged } from '../support/matchers'
import { cookieOf } from '../support/rpc'

let a: FilledSpace
let b: FilledSpace

beforeEach(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
})

type Asked = {
  userId?: string
  model?: string
  query?: Record<string, string>
  action?: BulkAction
  ids?: string[]
  expected?: number
  headers?: Record<string, string>
}

const LANGUAGE: BulkAction = { kind: 'change', field: 'locale', text: 'uk' }

async function ask(asked: Asked) {
  const { userId = a.space.owner.id, model = 'participant', query = {}, headers = {} } = asked
  const { action = LANGUAGE, ids, expected = ids?.length ?? 0 } = asked
  const search = new URLSearchParams({ space: a.space.slug, model, ...query })
  const response = await changeMany(
    new Request(`${env.APP_URL}/api/data/bulk?${search}`, {
      method: 'POST',
      headers: {
        cookie: await cookieOf(userId),
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        ...headers,
      },
      body: JSON.stringify({ action, ids, expected }),
    }),
  )
  const text = await response.text()
  const lines = response.status === 200 ? text.trim().split('\n') : []
  const last = lines.map((line) => JSON.parse(line) as BulkLine).at(-1)
  return { status: response.status, text, last, requestId: response.headers.get('x-request-id') }
}

/** Asks, and expects that no row of the database is another one afterwards. */
async function refused(asked: Asked) {
  await cookieOf(asked.userId ?? a.space.owner.id)
  return expectNothingChanged(() => ask(asked))
}

async function memberOfA(role: 'COORDINATOR' | 'VIEWER') {
  const user = await createUser()
  await addMember(a.space, user, role)
  return user.id
}

const localesOf = async (studyId: string) =>
  (await system.participant.findMany({ where: { studyId }, orderBy: { id: 'asc' } })).map(
    ({ locale }) => locale,
  )

describe('changing many records', () => {
  it('changes those that were chosen, once each, with the reason in the trail', async () => {
    const ids = [a.participant.id, a.unnamed.id]
    const headers = { 'x-reason': encodeURIComponent('Letters in Ukrainian') }
    const { last, requestId } = await ask({ ids, headers })
    expect(last).toEqual({ report: { changed: 2 } })
    expect(await localesOf(a.study.id)).toEqual(['uk', 'uk'])
    const events = await system.auditEvent.findMany({ where: { requestId, action: 'update' } })
    expect(events.map(({ entityId }) => entityId).sort()).toEqual(ids.toSorted())
    expect(new Set(events.map(({ reason }) => reason))).toEqual(new Set(['Letters in Ukrainian']))
  })

  it('changes all that the grid shows, and no other', async () => {
    const { last } = await ask({ query: { f: `study.is.${a.study.id}` }, expected: 2 })
    expect(last).toEqual({ report: { changed: 2 } })
    expect(await localesOf(a.closed.id)).toEqual([null])
  })

  it('is all or nothing: one record that must not change leaves the others as they were', async () => {
    const { last } = await refused({ expected: 3 })
    expect(last).toMatchObject({ error: { code: 'conflict' } })
  })

  it('does nothing when there are more or fewer than the person was told', async () => {
    await createParticipant(a.study)
    const query = { f: `study.is.${a.study.id}` }
    const { last } = await refused({ query, expected: 2 })
    expect(last).toMatchObject({
      error: { message: expect.stringContaining('There are 3 such records now, not 2.') },
    })
  })

  it('finds nothing of another space, whether its ids are named or not', async () => {
    const named = await refused({ ids: [b.participant.id] })
    const absent = await refused({ ids: ['nobody'] })
    const told = ({ last }: typeof named) =>
      last && 'error' in last ? { ...last.error, requestId: '' } : last
    expect(told(named)).toEqual(told(absent))
    const byFilter = await ask({ query: { f: `study.is.${b.study.id}` }, expected: 0 })
    expect(byFilter.last).toEqual({ report: { changed: 0 } })
  })

  it.each([
    ['a value that the schema refuses', { ...LANGUAGE, text: 'not a language' }],
    ['a field that stays', { ...LANGUAGE, field: 'study', text: 'x' }],
    ['what only the server sets', { ...LANGUAGE, field: 'createdById', text: 'x' }],
    ['a field that there is not', { ...LANGUAGE, field: '__proto__', text: 'x' }],
    ['no choice of the field', { ...LANGUAGE, field: 'status', text: 'GONE' }],
  ] as [string, BulkAction][])('refuses %s', async (_, action) => {
    const { status, last } = await refused({ ids: [a.participant.id], action })
    if (status === 200) expect(last).toMatchObject({ error: { code: 'invalid' } })
    else expect(status).toBe(422)
  })
})

describe('deleting many records', () => {
  const action: BulkAction = { kind: 'delete' }

  it('takes along what hangs on them', async () => {
    const { last } = await ask({ ids: [a.participant.id, a.unnamed.id], action })
    expect(last).toEqual({ report: { changed: 2 } })
    expect(await system.participant.count({ where: { studyId: a.study.id } })).toBe(0)
    expect(await system.participantIdentity.count({ where: { id: a.identity.id } })).toBe(0)
  })

  it('a coordinator may change and not delete', async () => {
    const userId = await memberOfA('COORDINATOR')
    const ids = [a.participant.id]
    expect((await refused({ userId, ids, action })).status).toBe(403)
    expect((await ask({ userId, ids })).last).toEqual({ report: { changed: 1 } })
  })
})

describe('who may not', () => {
  it('a viewer, of anything', async () => {
    const userId = await memberOfA('VIEWER')
    const ids = [a.participant.id]
    expect((await refused({ userId, ids })).status).toBe(403)
  })

  it.each([
    ['the owner of another space', () => ({ userId: b.space.owner.id })],
    ['anybody, of a model that is not there', () => ({ model: 'secret' })],
    ['anybody, of a model outside all spaces', () => ({ model: 'user' })],
  ])('%s', async (_, asked) => {
    const { status } = await refused({ ids: [a.participant.id], ...asked() })
    expect(status).toBe(404)
  })

  it.each(['invitation', 'audit-event', 'status-event'])(
    'the owner, of %s, which the studio only shows',
    async (model) => {
      const { status } = await refused({ model, ids: [], action: { kind: 'delete' } })
      expect(status).toBe(403)
    },
  )

  it('another site in the browser of the owner', async () => {
    const headers = { 'sec-fetch-site': 'cross-site' }
    const { status } = await refused({ ids: [a.participant.id], headers })
    expect(status).toBe(403)
  })
})
