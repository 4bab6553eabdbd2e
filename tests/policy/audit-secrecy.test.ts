import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '@/lib/db/system'
import { createIdentity, createInvitation, createParticipant, unique } from '../support/factories'
import { answerOf } from '../support/matchers'
import { createWorld, type World } from '../support/personas'
import { asOwner, eventsOf, verified } from './audit-trail'
import { delegateOf } from './operations'

/** The trail tells that somebody's name was written and by whom it was looked at, never the name. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

const inA = (work: () => Promise<unknown>) => eventsOf(world.a.space.id, work)

/** How many rows of the trail contain a text, whatever the column. */
async function mentions(text: string): Promise<unknown> {
  const [row] = await asOwner((sql) =>
    sql(
      `select (select count(*) from "AuditEvent" e where e::text ilike $1)::int
            + (select count(*) from "AuditLink" l where l::text ilike $1)::int as count`,
      [`%${text}%`],
    ),
  )
  return row?.count
}

describe('values that identify a person', () => {
  const canary = {
    givenName: 'Xyloquent',
    familyName: 'Brimbledash',
    email: 'canary@quillfen.example',
    phone: '+49 30 7766554433',
    address: 'Vantablack Alley 9',
    birthDate: new Date('1931-02-03'),
  }
  const traces = [
    ...Object.values(canary).filter((value) => typeof value === 'string'),
    '1931-02-03',
  ]

  test('are nowhere in the trail, before and after the person is erased', async () => {
    const { owner } = world.as
    const participant = await createParticipant(world.a.study)
    const where = { participantId: participant.id, studyId: participant.studyId }
    const { id } = await owner.db.participantIdentity.create({ data: { ...where, ...canary } })
    const change = { familyName: 'Brimbledash-Two', email: 'canary-two@quillfen.example' }
    await owner.db.participantIdentity.update({ where: { id }, data: change })
    for (const trace of traces) expect(await mentions(trace), trace).toBe(0)
    const kept = await system.auditEvent.findMany({
      where: { entityId: id },
      orderBy: { id: 'asc' },
    })

    await owner.db.participantIdentity.delete({ where: { id } })
    for (const trace of traces) expect(await mentions(trace), trace).toBe(0)
    // What was written before still stands, and the chain holds.
    const still = await system.auditEvent.findMany({
      where: { entityId: id },
      orderBy: { id: 'asc' },
    })
    expect(still.slice(0, kept.length)).toEqual(kept)
    expect((await verified(world.a.space.id)).faults).toEqual([])
  })

  test('are references to where they stand', async () => {
    const { owner } = world.as
    const { id } = await createIdentity(await createParticipant(world.a.study), { phone: null })
    const reference = `ParticipantIdentity/${id}/phone`
    const events = await inA(async () => {
      await owner.db.participantIdentity.update({ where: { id }, data: { phone: '1' } })
      await owner.db.participantIdentity.update({ where: { id }, data: { phone: '2' } })
      await owner.db.participantIdentity.update({ where: { id }, data: { phone: null } })
    })
    const written = events.filter(({ action }) => action === 'update')
    expect(written.map(({ changes }) => changes)).toEqual([
      { phone: [null, reference] },
      { phone: [reference, reference] },
      { phone: [reference, null] },
    ])
  })

  test('an invited address is one as well', async () => {
    const email = `${unique('canary')}@quillfen.example`
    const { id } = await createInvitation(world.a.space, { email })
    await world.as.owner.db.invitation.delete({ where: { id } })
    expect(await mentions(email)).toBe(0)
    const [made] = await system.auditEvent.findMany({ where: { entityId: id, action: 'create' } })
    expect(made?.changes).toMatchObject({ email: `Invitation/${id}/email`, role: 'VIEWER' })
  })
})

describe('who looks at an identity is recorded', () => {
  type Look = (db: object, id: string) => Promise<unknown>
  const looks: Record<string, Look> = {
    findMany: (db, id) => identities(db).findMany({ where: { id } }),
    findFirst: (db, id) => identities(db).findFirst({ where: { id } }),
    findUnique: (db, id) => identities(db).findUnique({ where: { id } }),
    findUniqueOrThrow: (db, id) => identities(db).findUniqueOrThrow({ where: { id } }),
    'without its id': (db, id) =>
      identities(db).findFirst({ where: { id }, select: { familyName: true } }),
    'with its id left out': (db, id) =>
      identities(db).findMany({ where: { id }, select: { id: false, familyName: true } }),
    'together with the participant': (db, id) =>
      identities(db).findFirst({ where: { id }, include: { participant: true } }),
  }
  const identities = (db: object) => delegateOf(db, 'participantIdentity')

  test.each(Object.entries(looks))('%s', async (_, look) => {
    const { id } = world.a.identity
    const { coordinator } = world.as
    const events = await inA(() => look(coordinator.db, id))
    expect(events).toMatchObject([
      {
        action: 'reveal',
        entity: 'ParticipantIdentity',
        entityId: id,
        createdById: coordinator.userId,
      },
    ])
  })

  test.each(Object.entries(looks))('%s, inside a transaction', async (_, look) => {
    const { id } = world.a.identity
    const events = await inA(() => world.as.owner.db.$transaction((tx) => look(tx, id)))
    expect(events).toMatchObject([{ action: 'reveal', entityId: id }])
  })

  const changes: Record<string, (db: object, id: string) => Promise<unknown>> = {
    'a change of nothing': (db, id) => identities(db).update({ where: { id }, data: {} }),
    'a change of something else': (db, id) =>
      identities(db).update({ where: { id }, data: { phone: '1' }, select: { familyName: true } }),
    'changes of many': (db, id) =>
      identities(db).updateManyAndReturn({ where: { id }, data: { phone: '2' } }),
    'a deletion': (db, id) => identities(db).delete({ where: { id } }),
  }

  test.each(Object.entries(changes))(
    '%s that shows the record is a look too',
    async (_, change) => {
      const { id } = await createIdentity(await createParticipant(world.a.study))
      const events = await inA(() => change(world.as.owner.db, id))
      expect(events.filter(({ action }) => action === 'reveal')).toMatchObject([{ entityId: id }])
    },
  )

  test('a change that shows which record it was, and no more, is none', async () => {
    const { id } = await createIdentity(await createParticipant(world.a.study))
    const { owner } = world.as
    const events = await inA(async () => {
      const select = { id: true, participantId: true, updatedAt: true }
      await identities(owner.db).update({ where: { id }, data: { phone: '3' }, select })
      await identities(owner.db).delete({ where: { id }, select: { id: true } })
    })
    expect(events.map(({ action }) => action)).toEqual(['update', 'delete'])
  })

  test('one event for each that was seen', async () => {
    const other = await createIdentity(await createParticipant(world.a.study))
    let seen: { id: string }[] = []
    const events = await inA(async () => {
      seen = await world.as.owner.db.participantIdentity.findMany()
    })
    expect(seen.map(({ id }) => id)).toContain(other.id)
    expect(events.map(({ entityId }) => entityId).sort()).toEqual(seen.map(({ id }) => id).sort())
    expect(new Set(events.map(({ linkId }) => linkId)).size).toBe(1)
  })

  test('who may not see anything leaves no event', async () => {
    const events = await inA(async () => {
      for (const name of ['viewer', 'stranger', 'expired admin', 'owner of B'] as const) {
        const { db } = world.as[name]
        expect(
          await db.participantIdentity.findFirst({ where: { id: world.a.identity.id } }),
        ).toBeNull()
      }
    })
    expect(events).toEqual([])
  })

  test('no other way of looking', async () => {
    const { participant, participantIdentity } = world.as.owner.db
    const events = await inA(async () => {
      const ways = [
        participant.findMany({ include: { identity: true } }),
        participant.findMany({ select: { identity: { select: { email: true } } } }),
        participantIdentity.groupBy({ by: ['email'], orderBy: { email: 'asc' } }),
        participantIdentity.aggregate({ _min: { email: true } }),
        world.as.owner.db.space.findMany({ include: { identities: true } }),
      ]
      for (const way of ways) expect(await answerOf(way)).toBe('invalid')
      expect(await participantIdentity.count()).toBeGreaterThan(0)
    })
    expect(events).toEqual([])
  })
})
