import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { exportTrail } from '@/features/audit/export'
import { openDoor } from '@/lib/db/door'
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
import { captureLog } from '../support/log'
import { expectNothingChanged } from '../support/matchers'
import { signedInCookie } from '../support/rpc'

let a: FilledSpace
let b: FilledSpace
let owner: { id: string; name: string }

beforeAll(async () => {
  owner = await createUser({ name: '=HYPERLINK("https://evil.example")' })
  a = await createFilledSpace('A', owner)
  b = await createFilledSpace('B', await createUser())
})

type Asked = { cookie?: string; space?: string; query?: string; site?: string }

function ask({ cookie, space = a.space.slug, query = '', site = 'same-origin' }: Asked) {
  const headers = { 'sec-fetch-site': site, ...(cookie && { cookie }) }
  const url = `${env.APP_URL}/api/export/audit?space=${space}${query}`
  return exportTrail(new Request(url, { headers }))
}

const asOwner = async (query = '') =>
  (await ask({ cookie: await signedInCookie(owner.id), query })).text()

async function cookieOfA(role: 'ADMIN' | 'COORDINATOR' | 'VIEWER', expiresAt?: Date) {
  const user = await createUser()
  await addMember(a.space, user, role, expiresAt)
  return signedInCookie(user.id)
}

const exportsOf = (spaceId: string) =>
  system.auditEvent.findMany({
    where: { spaceId, action: 'export' },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })

const linesOf = (csv: string) => csv.trim().split('\r\n').slice(1)

describe('who may export the trail', () => {
  it.each([
    ['somebody signed out', () => ({}), 401],
    ['a coordinator', async () => ({ cookie: await cookieOfA('COORDINATOR') }), 404],
    ['a viewer', async () => ({ cookie: await cookieOfA('VIEWER') }), 404],
    [
      'an admin whose time is over',
      async () => ({ cookie: await cookieOfA('ADMIN', AN_HOUR_AGO) }),
      404,
    ],
    [
      'the owner of another space',
      async () => ({ cookie: await signedInCookie(b.space.owner.id) }),
      404,
    ],
    [
      'the owner, of a space that does not exist',
      async () => ({ cookie: await signedInCookie(owner.id), space: 'nowhere' }),
      404,
    ],
    [
      'the owner, sent by another site',
      async () => ({ cookie: await signedInCookie(owner.id), site: 'cross-site' }),
      403,
    ],
  ] as const)('not %s, and nothing is recorded', async (_, asked, status) => {
    const given: Asked = await asked()
    const response = await expectNothingChanged(() => ask(given))
    expect(response.status).toBe(status)
    expect(await response.text()).not.toContain(a.participant.id)
  })

  it.each(['owner', 'admin'])('the %s', async (who) => {
    const cookie = who === 'owner' ? await signedInCookie(owner.id) : await cookieOfA('ADMIN')
    const response = await ask({ cookie })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toContain(`audit-trail-${a.space.slug}-`)
    expect(await response.text()).toContain(a.participant.id)
  })
})

describe('an export', () => {
  it('is recorded before it starts, with what was asked for', async () => {
    const before = await exportsOf(a.space.id)
    const response = await ask({
      cookie: await signedInCookie(owner.id),
      query: '&what=create&entity=Participant&page=2',
    })
    const recorded = (await exportsOf(a.space.id)).slice(before.length)
    expect(recorded).toMatchObject([
      {
        createdById: owner.id,
        entity: 'AuditEvent',
        entityId: a.space.id,
        changes: { format: 'CSV', what: 'create', entity: 'Participant' },
        requestId: response.headers.get('x-request-id'),
      },
    ])
    await response.body?.cancel()
    expect(await exportsOf(b.space.id)).toEqual([])
  })

  it('has the events that fit, and none of another space', async () => {
    const csv = await asOwner('&what=create&entity=Participant')
    const ids = await system.auditEvent.findMany({
      where: { spaceId: a.space.id, action: 'create', entity: 'Participant' },
      select: { id: true },
    })
    const listed = new Set(linesOf(csv).map((line) => line.split(',')[0]))
    expect(listed).toEqual(new Set(ids.map(({ id }) => id)))
    expect(await asOwner()).not.toContain(b.participant.id)
  })

  it('holds no value that identifies a participant', async () => {
    const csv = await asOwner('&entity=ParticipantIdentity')
    expect(csv).toContain(`ParticipantIdentity/${a.identity.id}/email`)
    for (const value of ['Zoe', 'Secret of A', 'zoe@people.example', '+49 30 1']) {
      expect(csv).not.toContain(value)
    }
  })

  it('contains no cell that a spreadsheet would take for a formula', async () => {
    await createParticipant(a.study, { code: '=1+1' })
    await openDoor({ userId: owner.id, spaceId: a.space.id }).study.update({
      where: { id: a.study.id },
      data: { summary: '@SUM(A1)\n=2' },
    })
    const csv = await asOwner()
    expect(csv).toContain("'=1+1")
    expect(csv).toContain("'@SUM(A1)")
    expect(csv).toContain("'=HYPERLINK")
    const cells = Papa.parse<string[]>(csv).data.flat()
    expect(cells.filter((cell) => /^\s*[=+\-@]/.test(cell))).toEqual([])
  })

  it('goes on beyond what is read at once, each event once and the newest first', async () => {
    const space = await createFilledSpace('Long', owner)
    await system.participant.createMany({
      data: Array.from({ length: 2_100 }, (_, index) => ({
        code: `L-${index}`,
        spaceId: space.space.id,
        studyId: space.study.id,
        createdById: owner.id,
      })),
    })
    const response = await ask({
      cookie: await signedInCookie(owner.id),
      space: space.space.slug,
      query: '&entity=Participant&what=create',
    })
    const ids = [...new Set(linesOf(await response.text()).map((line) => line.split(',')[0] ?? ''))]
    const stored = await system.auditEvent.findMany({
      where: { spaceId: space.space.id, entity: 'Participant', action: 'create' },
      orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
      select: { id: true },
    })
    expect(stored.length).toBeGreaterThan(2_100)
    expect(ids).toEqual(stored.map(({ id }) => id))
  })

  it('breaks off when the right to it ends on the way', async () => {
    const space = await createFilledSpace('Ending', await createUser())
    const admin = await createUser()
    const membership = await addMember(space.space, admin, 'ADMIN')
    const response = await ask({
      cookie: await signedInCookie(admin.id),
      space: space.space.slug,
    })
    const reader = response.body?.getReader()
    await reader?.read()
    await system.spaceUser.update({ where: { id: membership.id }, data: { role: 'VIEWER' } })
    const lines = captureLog()
    const rest = await (async () => {
      for (;;) if ((await reader?.read())?.done) return 'the whole file'
    })().catch(() => 'broken off')
    expect(rest).toBe('broken off')
    expect(JSON.stringify(lines())).toContain('The right to export has ended.')
  })
})
