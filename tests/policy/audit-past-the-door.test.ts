import { beforeAll, expect, test } from 'vitest'
import { tables } from '@/generated/tenancy'
import { bulkWrite } from '@/lib/db/bulk'
import { system } from '@/lib/db/system'
import {
  createArm,
  createIdentity,
  createParticipant,
  createStudy,
  unique,
} from '../support/factories'
import { createWorld, type World } from '../support/personas'
import { asOwner, eventsOf, inTransaction, verified } from './audit-trail'

/** What is written past the door stands in the trail as well: imports, cascades, SQL typed by hand. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

const inA = (work: () => Promise<unknown>) => eventsOf(world.a.space.id, work)

test('raw SQL of the owner is recorded as the system’s', async () => {
  const study = await createStudy(world.a.space, { title: 'Before' })
  const events = await inA(() =>
    asOwner((sql) => sql(`update "Study" set title = 'By hand' where id = $1`, [study.id])),
  )
  expect(events).toMatchObject([
    { createdById: 'system', action: 'update', changes: { title: ['Before', 'By hand'] } },
  ])
})

test('an import is recorded row by row, in one link', async () => {
  const identity = { userId: world.as.coordinator.userId ?? '', spaceId: world.a.space.id }
  const rows = Array.from({ length: 250 }, () => ({
    studyId: world.a.study.id,
    code: unique('n'),
  }))
  let ids: (string | null)[] = []
  const events = await inA(async () => {
    ids = await bulkWrite(identity, ({ insert }) => insert('participant', rows))
  })
  expect(events.map(({ entityId }) => entityId).sort()).toEqual([...ids].sort())
  expect(new Set(events.map(({ linkId }) => linkId)).size).toBe(1)
  expect(events.every((event) => event.createdById === identity.userId)).toBe(true)
  const [first] = ids
  const changed = await inA(() =>
    bulkWrite(identity, ({ update }) => update('participant', [{ id: first ?? '', locale: 'de' }])),
  )
  expect(changed.map(({ changes }) => changes)).toEqual([{ locale: [null, 'de'] }])
})

test('what a deleted study takes along is recorded', async () => {
  const study = await createStudy(world.a.space, { status: 'DRAFT' })
  const arm = await createArm(study)
  const participant = await createParticipant(study, { armId: arm.id, status: 'ENROLLED' })
  const identity = await createIdentity(participant)
  const all = await inA(() => world.as.owner.db.study.delete({ where: { id: study.id } }))
  // What follows from a participant's status may go without saying.
  const events = all.filter(({ entity }) => entity !== 'StatusEvent')
  expect(events.map(({ action, entity, entityId }) => [action, entity, entityId]).sort()).toEqual([
    ['delete', 'Arm', arm.id],
    ['delete', 'Participant', participant.id],
    ['delete', 'ParticipantIdentity', identity.id],
    ['delete', 'Study', study.id],
  ])
  expect(new Set(events.map(({ linkId }) => linkId)).size).toBe(1)
})

test('history that follows from a change is not repeated, and history written by hand is', async () => {
  const { participant, study, space } = world.a
  const event = { spaceId: space.id, studyId: study.id, participantId: participant.id }
  const followed = await inA(() =>
    world.as.owner.db.participant.update({
      where: { id: participant.id },
      data: { status: 'COMPLETED' },
    }),
  )
  expect(followed.map(({ entity }) => entity)).toEqual(['Participant'])
  const forged = await inA(() =>
    system.statusEvent.create({
      data: { ...event, createdById: 'nobody', to: 'LOST', at: new Date() },
    }),
  )
  expect(forged).toMatchObject([{ entity: 'StatusEvent', action: 'create' }])
})

test('several spaces in one statement: each has its own event and link', async () => {
  const { a, b } = world
  const first = await createStudy(a.space)
  const second = await createStudy(b.space)
  const rename = () =>
    inTransaction((sql) =>
      sql(`update "Study" set title = 'Both' where id = any ($1)`, [[first.id, second.id]]),
    )
  let inB: Awaited<ReturnType<typeof inA>> = []
  const events = await inA(async () => {
    inB = await eventsOf(b.space.id, rename)
  })
  expect(events.map(({ entityId }) => entityId)).toEqual([first.id])
  expect(inB.map(({ entityId }) => entityId)).toEqual([second.id])
  expect((await verified(a.space.id)).faults).toEqual([])
  expect((await verified(b.space.id)).faults).toEqual([])
})

test('no recorded table can be emptied at once', async () => {
  for (const { name } of tables.filter((table) => table.recorded)) {
    await expect(asOwner((sql) => sql(`truncate "${name}" cascade`))).rejects.toThrow('studyspace:')
  }
})
