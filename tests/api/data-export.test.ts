import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportRecords } from '@/features/data/export'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import {
  AN_HOUR_AGO,
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

beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
})

type Asked = {
  userId?: string
  space?: string
  model?: string
  format?: string
  query?: Record<string, string>
  site?: string
}

async function ask({ userId, space = a.space.slug, model = 'participant', ...more }: Asked) {
  const { format = 'csv', query = {}, site = 'same-origin' } = more
  const cookie = userId && (await cookieOf(userId))
  const headers = { 'sec-fetch-site': site, ...(cookie && { cookie }) }
  const search = new URLSearchParams({ space, model, format, ...query })
  return exportRecords(new Request(`${env.APP_URL}/api/data/export?${search}`, { headers }))
}

async function memberOfA(role: 'ADMIN' | 'COORDINATOR' | 'VIEWER', expiresAt?: Date) {
  const user = await createUser()
  await addMember(a.space, user, role, expiresAt)
  return user.id
}

const rowsOf = (csv: string) =>
  Papa.parse<Record<string, string>>(csv.replace(/^\ufeff/, ''), {
    header: true,
    skipEmptyLines: true,
  }).data

describe('who may export records', () => {
  it.each([
    ['somebody signed out', async () => ({}), 401],
    [
      'a member whose time is over',
      async () => ({ userId: await memberOfA('ADMIN', AN_HOUR_AGO) }),
      404,
    ],
    ['the owner of another space', async () => ({ userId: b.space.owner.id }), 404],
    [
      'a viewer, of identities',
      async () => ({ userId: await memberOfA('VIEWER'), model: 'participant-identity' }),
      404,
    ],
    [
      'the owner, of what does not exist',
      async () => ({ userId: a.space.owner.id, model: 'nothing' }),
      404,
    ],
    [
      'the owner, of secrets',
      async () => ({ userId: a.space.owner.id, model: 'email-token' }),
      404,
    ],
    ['the owner, in another form', async () => ({ userId: a.space.owner.id, format: 'exe' }), 400],
    [
      'the owner, sent by another site',
      async () => ({ userId: a.space.owner.id, site: 'cross-site' }),
      403,
    ],
  ] as const)('not %s, and nothing is recorded', async (_, given, status) => {
    const asked: Asked = await given()
    if (asked.userId) await cookieOf(asked.userId)
    const response = await expectNothingChanged(() => ask(asked))
    expect(response.status).toBe(status)
    expect(await response.text()).not.toContain(a.participant.id)
  })

  it('a viewer, of participants, and of those of the own space only', async () => {
    const response = await ask({ userId: await memberOfA('VIEWER') })
    expect(response.status).toBe(200)
    const csv = await response.text()
    expect(csv).toContain(a.participant.id)
    for (const { id } of [b.participant, b.study, b.arm, b.space]) expect(csv).not.toContain(id)
  })
})

describe('an export', () => {
  it('has every column and every record, the newest first, and is recorded before', async () => {
    const response = await ask({ userId: a.space.owner.id })
    const rows = rowsOf(await response.text())
    const all = await system.participant.findMany({
      where: { spaceId: a.space.id },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    })
    expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id))
    expect(rows.find(({ id }) => id === a.participant.id)).toMatchObject({
      studyId: a.study.id,
      code: 'P-001',
      armId: a.arm.id,
      isTest: 'false',
      baseline: '{"site":"A"}',
      createdAt: a.participant.createdAt.toISOString(),
    })
    const recorded = await system.auditEvent.findFirstOrThrow({
      where: { requestId: response.headers.get('x-request-id') },
    })
    expect(recorded).toMatchObject({
      action: 'export',
      entity: 'Participant',
      entityId: a.space.id,
      createdById: a.space.owner.id,
      changes: { format: 'CSV' },
    })
  })

  it('says in the trail that something was searched, and not what', async () => {
    const response = await ask({
      userId: a.space.owner.id,
      query: { q: 'Zoe Secret', f: 'code.has.Zoe' },
    })
    await response.text()
    const recorded = await system.auditEvent.findFirstOrThrow({
      where: { requestId: response.headers.get('x-request-id') },
    })
    expect(recorded.changes).toEqual({ format: 'CSV', search: 'yes', filters: 'code' })
  })

  it('has what the grid shows', async () => {
    const response = await ask({ userId: a.space.owner.id, query: { f: 'status.in.COMPLETED' } })
    expect(rowsOf(await response.text()).map(({ status }) => status)).toEqual(['COMPLETED'])
  })

  it('is JSON as well, with the same records', async () => {
    const response = await ask({ userId: a.space.owner.id, format: 'json' })
    const rows = JSON.parse(await response.text()) as { id: string; baseline: unknown }[]
    const csv = rowsOf(await (await ask({ userId: a.space.owner.id })).text())
    expect(rows.map(({ id }) => id)).toEqual(csv.map(({ id }) => id))
    expect(rows.find(({ id }) => id === a.participant.id)?.baseline).toEqual({ site: 'A' })
  })

  it('is an empty list where there is nothing', async () => {
    const asked = { userId: a.space.owner.id, query: { q: 'nobody at all' } }
    expect(JSON.parse(await (await ask({ ...asked, format: 'json' })).text())).toEqual([])
    expect(rowsOf(await (await ask(asked)).text())).toEqual([])
  })

  it('does not put formulas into spreadsheets', async () => {
    await createParticipant(a.study, { code: '=HYPERLINK("https://evil.example")' })
    const csv = await (await ask({ userId: a.space.owner.id })).text()
    expect(csv).toContain(`'=HYPERLINK`)
    expect(csv).not.toMatch(/(^|[,"])=HYPERLINK/m)
  })

  it('of identities leaves a trail of each that was looked at', async () => {
    const response = await ask({ userId: a.space.owner.id, model: 'participant-identity' })
    expect(rowsOf(await response.text())).toHaveLength(1)
    const revealed = await system.auditEvent.findMany({
      where: { spaceId: a.space.id, action: 'reveal', entityId: a.identity.id },
    })
    expect(revealed).toHaveLength(1)
  })
})
