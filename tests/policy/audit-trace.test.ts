import { beforeAll, expect, test } from 'vitest'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { unique } from '../support/factories'
import { createWorld, type World } from '../support/personas'
import { eventsOf } from './audit-trail'

/** The trail tells why something was done and by which request, when the door was told. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

const inA = (work: () => Promise<unknown>) => eventsOf(world.a.space.id, work)
const identityOf = (name: 'owner' | 'coordinator') => ({
  userId: world.as[name].userId ?? '',
  spaceId: world.a.space.id,
})

const trace = { reason: 'Corrected by phone', requestId: 'request-1' }

test('why and by which request is recorded with what is written', async () => {
  const { study } = world.a
  const title = unique('Title')
  const events = await inA(() =>
    openDoor(identityOf('owner'), trace).study.update({
      where: { id: study.id },
      data: { title },
    }),
  )
  expect(events).toMatchObject([trace])
})

test('why and by which request is recorded with what is looked at, and not that of an earlier request', async () => {
  const { study, identity } = world.a
  const where = { id: identity.id }
  const write = { where: { id: study.id }, data: { title: unique('Title') } }
  await openDoor(identityOf('owner'), trace).study.update(write)
  const looked = { reason: 'A call', requestId: 'request-2' }
  const events = await inA(async () => {
    await openDoor(identityOf('owner'), looked).participantIdentity.findFirst({ where })
    await openDoor(identityOf('owner')).participantIdentity.findFirst({ where })
  })
  expect(events).toMatchObject([looked, { reason: null, requestId: null }])
})

test('neither is ever taken over by what others write, at the same time or later', async () => {
  const { space } = world.a
  const people = ['owner', 'coordinator'] as const
  const doors = [
    ...people.map((name) => openDoor(identityOf(name), { reason: name, requestId: name })),
    ...people.map((name) => openDoor(identityOf(name))),
  ]
  const rounds = Array.from({ length: 40 }, (_, round) => doors[round % doors.length])
  const events = await inA(async () => {
    await Promise.all(
      rounds.map((db) => db?.study.create({ data: { key: unique('k'), title: 'T' } })),
    )
    await system.study.updateMany({
      where: { spaceId: space.id, title: 'T' },
      data: { title: 'U' },
    })
  })
  const names = new Map<string, string>(people.map((name) => [identityOf(name).userId, name]))
  const made = events.filter(({ action }) => action === 'create')
  expect(made.length).toBe(40)
  for (const event of made) {
    expect([null, names.get(event.createdById)]).toContain(event.reason)
    expect(event.requestId).toBe(event.reason)
  }
  expect(made.filter(({ reason }) => reason !== null).length).toBe(20)
  const later = events.filter(({ action }) => action === 'update')
  expect(later.length).toBe(40)
  expect(later.every((event) => event.reason === null && event.createdById === 'system')).toBe(true)
})
