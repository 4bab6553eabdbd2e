import { beforeAll, describe, expect, test } from 'vitest'
import { tables } from '@/generated/tenancy'
import { createSpace, createStudy } from '../support/factories'
import { answerOf } from '../support/matchers'
import { createWorld, type World } from '../support/personas'
import { eventsOf, eventsSince, verified } from './audit-trail'
import { delegateOf } from './operations'
import { type Subject, writers } from './rights'
import { subjects } from './subjects'

/** Whoever writes through the door leaves an event in the trail of the space. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

const inA = (work: () => Promise<unknown>) => eventsOf(world.a.space.id, work)

type Recorded = { model: string; entity: string; subject: Subject }

/** Every kind of row that an owner may make, change and delete. */
const recorded: Recorded[] = (Object.keys(writers) as Subject[])
  .filter((subject) => {
    const rights = writers[subject]
    return [rights.create, rights.update, rights.delete].every((right) =>
      (right as readonly string[]).includes('owner'),
    )
  })
  .map((subject) => {
    const { model } = writers[subject]
    return { model, subject, entity: model.charAt(0).toUpperCase() + model.slice(1) }
  })

describe('through the door', () => {
  test('every model of a space that can be written there is tried', () => {
    // These have tests of their own (files, saved-views, api-keys and webhooks, and the uploads of tests/api).
    const others = ['Folder', 'File', 'SavedView', 'ApiKey', 'Webhook']
    const writable = tables.filter(
      ({ inSpace, rights, name }) => inSpace && rights.insert && !others.includes(name),
    )
    expect(new Set(recorded.map(({ entity }) => entity))).toEqual(
      new Set(writable.map(({ name }) => name)),
    )
    expect(writable.every((table) => table.recorded)).toBe(true)
  })

  test.each(recorded)('$subject: made, changed and deleted', async ({ model, entity, subject }) => {
    const { owner } = world.as
    const delegate = delegateOf(owner.db, model)
    const access = subjects[subject]
    // Drafts may come with rows of their own, which stand in the trail too.
    const draft = await access.draft(world, owner)
    const by = { createdById: owner.userId, entity, reason: null, requestId: null }
    let id = ''
    const made = await inA(async () => {
      id = ((await delegate.create({ data: draft })) as { id: string }).id
    })
    expect(made).toMatchObject([{ ...by, action: 'create', entityId: id }])

    // Showing the whole record would be a look at it, where looks are recorded.
    const select = { id: true }
    const changed = await inA(() => delegate.update({ where: { id }, data: access.change, select }))
    expect(changed).toMatchObject([{ ...by, action: 'update', entityId: id }])
    expect(Object.keys(changed[0]?.changes as object).sort()).toEqual(
      expect.arrayContaining(Object.keys(access.change)),
    )

    const spoiled = await access.existing(world, owner)
    const deleted = await inA(() => delegate.delete({ where: { id: spoiled.id }, select }))
    expect(deleted.filter((event) => event.entity === entity)).toMatchObject([
      { ...by, action: 'delete', entityId: spoiled.id },
    ])
  })

  test('an update names the columns that changed, before and after, and no other', async () => {
    const study = await createStudy(world.a.space, { title: 'Before', targetN: 10 })
    const data = { title: 'After', targetN: 10, summary: '' }
    const [event] = await inA(() =>
      world.as.owner.db.study.update({ where: { id: study.id }, data }),
    )
    expect(event?.changes).toEqual({ title: ['Before', 'After'] })
  })

  test('a change that changes nothing leaves no event, and what follows it is sealed', async () => {
    const study = await createStudy(world.a.space, { title: 'Same' })
    const events = await inA(() =>
      world.as.owner.db.$transaction(async (tx) => {
        await tx.study.update({ where: { id: study.id }, data: { title: 'Same' } })
        await tx.study.update({ where: { id: study.id }, data: { title: 'Other' } })
      }),
    )
    expect(events.map(({ changes }) => changes)).toEqual([{ title: ['Same', 'Other'] }])
    expect((await verified(world.a.space.id)).faults).toEqual([])
  })

  test('memberships and the space itself are recorded too', async () => {
    const { owner } = world.as
    const { id } = await subjects["a viewer's membership"].existing(world, owner)
    const space = { id: world.a.space.id }
    const events = await inA(async () => {
      await owner.db.spaceUser.update({ where: { id }, data: { role: 'COORDINATOR' } })
      await owner.db.spaceUser.delete({ where: { id } })
      await owner.db.space.update({ where: space, data: { timeZone: 'Europe/Berlin' } })
    })
    expect(events).toMatchObject([
      { entity: 'SpaceUser', action: 'update', changes: { role: ['VIEWER', 'COORDINATOR'] } },
      { entity: 'SpaceUser', action: 'delete', entityId: id },
      {
        entity: 'Space',
        action: 'update',
        entityId: space.id,
        changes: { timeZone: ['UTC', 'Europe/Berlin'] },
      },
    ])
  })

  test('a new space begins its trail with itself and its owner', async () => {
    const space = await createSpace({ name: 'New' })
    expect(await eventsSince(space.id)).toMatchObject([
      { entity: 'Space', action: 'create', entityId: space.id, changes: { name: 'New' } },
      { entity: 'SpaceUser', action: 'create', changes: { role: 'OWNER' } },
    ])
  })

  test('what is refused or taken back leaves no event', async () => {
    const study = await createStudy(world.a.space)
    const events = await inA(async () => {
      const { viewer, owner } = world.as
      const rename = { where: { id: study.id }, data: { title: 'Never' } }
      expect(await answerOf(viewer.db.study.update(rename))).toBe('forbidden')
      await expect(
        owner.db.$transaction(async (tx) => {
          await tx.study.update(rename)
          throw new Error('Thought better of it')
        }),
      ).rejects.toThrow('Thought better of it')
    })
    expect(events).toEqual([])
    expect((await verified(world.a.space.id)).faults).toEqual([])
  })
})
