import { beforeAll, describe, expect, test } from 'vitest'
import { spaceModels } from '@/generated/tenancy'
import { bulkWrite } from '@/lib/db/bulk'
import { system } from '@/lib/db/system'
import { eventModels, eventType, happenings } from '@/lib/webhooks/events'
import {
  createIdentity,
  createParticipant,
  createStudy,
  createWebhook,
  unique,
} from '../support/factories'
import { createWorld, type World } from '../support/personas'
import { asApplication, asOwner } from './audit-trail'
import { app, gapsAfter } from './fence-gaps'

/** What webhooks are told is written in the transaction of the change, whoever makes it. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

/** A webhook of space A, told of these events and of nothing that others of this file do. */
const hookFor = (...events: string[]) => createWebhook(world.a.space, { events })

const toldTo = ({ id }: { id: string }) =>
  system.webhookDelivery.findMany({
    where: { webhookId: id },
    orderBy: { id: 'asc' },
    select: { type: true, entityId: true, changed: true },
  })

async function jobsFor({ id }: { id: string }): Promise<number> {
  const [row] = await system.$queryRaw<{ jobs: number }[]>`
    select count(*)::int as jobs from graphile_worker._private_jobs where payload->>'webhook' = ${id}`
  return row?.jobs ?? 0
}

describe('a change through the door', () => {
  test('is told as what happened to which record, in the order in which it happened', async () => {
    const { db } = world.as.owner
    const hook = await hookFor('study.created', 'study.updated', 'study.deleted')
    const { id } = await db.study.create({ data: { key: unique('s'), title: 'Before' } })
    await db.study.update({ where: { id }, data: { title: 'After', targetN: 12 } })
    await db.study.delete({ where: { id } })
    expect(await toldTo(hook)).toEqual([
      { type: 'study.created', entityId: id, changed: [] },
      { type: 'study.updated', entityId: id, changed: ['title', 'targetN'] },
      { type: 'study.deleted', entityId: id, changed: [] },
    ])
    expect(await jobsFor(hook)).toBe(3)
    const delivery = await system.webhookDelivery.findFirst({ where: { webhookId: hook.id } })
    expect(delivery).toMatchObject({
      spaceId: world.a.space.id,
      createdById: world.as.owner.userId,
      status: 'PENDING',
      attempts: 0,
    })
  })

  test('names columns and keeps no value, of identities neither', async () => {
    const hook = await hookFor('participantIdentity.created', 'participantIdentity.updated')
    const { db } = world.as.coordinator
    const participant = await createParticipant(world.a.study)
    const identity = await createIdentity(participant, { familyName: 'Lovelace' })
    await db.participantIdentity.update({
      where: { id: identity.id },
      data: { email: 'ada@x.example' },
    })
    const rows = await system.webhookDelivery.findMany({ where: { webhookId: hook.id } })
    expect(rows.map(({ changed }) => changed)).toEqual([[], ['email']])
    expect(JSON.stringify(rows)).not.toMatch(/lovelace|ada@/i)
  })

  test('that changes nothing is no event', async () => {
    const hook = await hookFor('study.updated')
    await world.as.owner.db.study.update({
      where: { id: world.a.study.id },
      data: { title: world.a.study.title },
    })
    expect(await toldTo(hook)).toEqual([])
    expect(await jobsFor(hook)).toBe(0)
  })

  test('that is taken back leaves nothing, and wakes nobody', async () => {
    const hook = await hookFor('study.created')
    const { db } = world.as.owner
    const work = db.$transaction(async (tx) => {
      await tx.study.create({ data: { key: unique('s'), title: 'Never' } })
      throw new Error('taken back')
    })
    await expect(work).rejects.toThrow('taken back')
    expect(await toldTo(hook)).toEqual([])
    expect(await jobsFor(hook)).toBe(0)
  })
})

describe('is told as well', () => {
  test('what raw SQL does', async () => {
    const hook = await hookFor('participant.updated')
    const { id } = await createParticipant(world.a.study)
    await asOwner((sql) => sql(`update "Participant" set locale = 'de' where id = $1`, [id]))
    expect(await toldTo(hook)).toEqual([
      { type: 'participant.updated', entityId: id, changed: ['locale'] },
    ])
  })

  test('what follows from a change: history, and what a deletion takes along', async () => {
    const hook = await hookFor('statusEvent.created', 'statusEvent.deleted', 'participant.deleted')
    const study = await createStudy(world.a.space, { status: 'DRAFT' })
    const people = [await createParticipant(study), await createParticipant(study)]
    await system.study.delete({ where: { id: study.id } })
    const told = await toldTo(hook)
    expect(told.map(({ type }) => type).sort()).toEqual([
      ...['participant.deleted', 'participant.deleted'],
      ...['statusEvent.created', 'statusEvent.created'],
      ...['statusEvent.deleted', 'statusEvent.deleted'],
    ])
    const deleted = told.filter(({ type }) => type === 'participant.deleted')
    expect(new Set(deleted.map(({ entityId }) => entityId))).toEqual(
      new Set(people.map(({ id }) => id)),
    )
  })

  test('each of 1,000 imported rows, by a few jobs', async () => {
    const hook = await hookFor('participant.created')
    const identity = { userId: world.as.owner.userId ?? '', spaceId: world.a.space.id }
    const rows = Array.from({ length: 1_000 }, () => ({
      studyId: world.a.study.id,
      code: unique('import'),
    }))
    const ids = await bulkWrite(identity, ({ insert }) => insert('participant', rows))
    const told = await toldTo(hook)
    expect(new Set(told.map(({ entityId }) => entityId))).toEqual(new Set(ids))
    expect(told).toHaveLength(1_000)
    expect(await jobsFor(hook)).toBeLessThanOrEqual(10)
  })
})

describe('is not told', () => {
  test('what happens in another space', async () => {
    const hook = await hookFor('participant.created')
    const foreign = await createWebhook(world.b.space, { events: ['participant.created'] })
    const { id } = await createParticipant(world.b.study)
    expect(await toldTo(hook)).toEqual([])
    expect(await toldTo(foreign)).toMatchObject([{ entityId: id }])
  })

  test('one statement that writes in two spaces: each webhook gets what is in its own', async () => {
    const hooks = [
      await hookFor('participant.updated'),
      await createWebhook(world.b.space, { events: ['participant.updated'] }),
    ]
    const people = [await createParticipant(world.a.study), await createParticipant(world.b.study)]
    await system.participant.updateMany({
      where: { id: { in: people.map(({ id }) => id) } },
      data: { locale: 'fr' },
    })
    for (const [at, hook] of hooks.entries()) {
      expect(await toldTo(hook)).toMatchObject([{ entityId: people[at]?.id }])
    }
  })

  test('a webhook that is switched off, or that did not ask for it', async () => {
    const off = await createWebhook(world.a.space, {
      events: ['participant.created'],
      enabled: false,
    })
    const other = await hookFor('study.created')
    await createParticipant(world.a.study)
    expect(await toldTo(off)).toEqual([])
    expect(await toldTo(other)).toEqual([])
  })

  test('the changes of webhooks themselves', async () => {
    const hook = await hookFor('webhook.updated', 'webhookDelivery.created')
    await system.webhook.update({ where: { id: hook.id }, data: { description: 'Changed' } })
    expect(await toldTo(hook)).toEqual([])
  })
})

describe('a webhook that goes', () => {
  test('does not make a change fail that happens at the same time', async () => {
    const hook = await hookFor('participant.created')
    await asOwner(async (sql) => {
      await sql('begin')
      await sql('delete from "Webhook" where id = $1', [hook.id])
      await createParticipant(world.a.study)
      await sql('commit')
    })
    expect(await toldTo(hook)).toEqual([])
  })

  test('waits for a change that it is told of, and takes its deliveries and secrets along', async () => {
    const hook = await hookFor('participant.created')
    await system.webhookSecret.create({ data: { webhookId: hook.id, sealed: 'x' } })
    await createParticipant(world.a.study)
    await world.as.owner.db.webhook.delete({ where: { id: hook.id } })
    expect(await toldTo(hook)).toEqual([])
    expect(await system.webhookSecret.count({ where: { webhookId: hook.id } })).toBe(0)
  })
})

test('every model of a space offers events, but for webhooks and the trail', () => {
  const silent = ['Webhook', 'WebhookDelivery', 'AuditEvent', 'AuditLink']
  expect([...eventModels, ...silent].sort()).toEqual(spaceModels.map(({ name }) => name).sort())
  expect(happenings.map((happening) => eventType('StatusEvent', happening))).toEqual([
    ...['statusEvent.created', 'statusEvent.updated', 'statusEvent.deleted'],
  ])
})

describe('the application', () => {
  test('does not reach the queue of jobs', async () => {
    const add = asApplication({}, (sql) =>
      sql(`select graphile_worker.add_job('deliver_webhook', '{}'::json)`),
    )
    await expect(add).rejects.toThrow(/permission denied for schema/)
    const gaps = await gapsAfter(`grant usage on schema graphile_worker to ${app}`)
    expect(gaps.join('\n')).toContain('may reach the queue of jobs')
  })

  test('is refused when a trigger is missing', async () => {
    const gaps = await gapsAfter('drop trigger webhook_update on "Study"')
    expect(gaps).toContain('The trigger webhook_update of Study is missing or disabled.')
  })

  test('is refused when what happened could be rewritten', async () => {
    const gaps = await gapsAfter('drop trigger append_only on "WebhookDelivery"')
    expect(gaps).toContain('The trigger append_only of WebhookDelivery is missing or disabled.')
    const { delivery } = world.a
    const rewrite = asOwner((sql) =>
      sql(`update "WebhookDelivery" set type = 'study.created' where id = $1`, [delivery.id]),
    )
    await expect(rewrite).rejects.toThrow('History cannot be changed.')
  })
})
