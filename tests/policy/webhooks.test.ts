import { beforeAll, describe, expect, test, vi } from 'vitest'
import { system } from '@/lib/db/system'
import {
  addWebhook,
  changeWebhook,
  MOST_WEBHOOKS,
  replaceSecret,
  sendAgain,
  sendTest,
  switchWebhook,
} from '@/lib/webhooks/subscriptions'
import { createDelivery, createSpace, createWebhook } from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { createWorld, type PersonaName, type World } from '../support/personas'
import { asOwner } from './audit-trail'

/** Owners and admins manage the webhooks of their space; nobody ever reads a secret. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

const input = {
  url: 'https://hooks.example/studyspace',
  events: ['participant.created'],
  description: 'For the laboratory',
}

/** Whoever is signed in, in space A unless they act in B. */
function actorOf(name: PersonaName) {
  const { userId, acts } = world.as[name]
  return { userId: userId ?? '', spaceId: world[acts ?? 'a'].space.id }
}

const managers = ['owner', 'admin'] as const
const others = [
  ...(['coordinator', 'viewer', 'viewer who owns B', 'expired admin', 'removed admin'] as const),
  ...(['stranger', 'owner of B', 'owner of B claiming A'] as const),
]

describe.each(managers)('the %s', (name) => {
  test('makes, changes, switches and deletes a webhook, and sees what was told', async () => {
    const { db } = world.as[name]
    const actor = actorOf(name)
    const { id, secret } = await addWebhook(actor, input)
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(await db.webhook.findUnique({ where: { id } })).toMatchObject({
      ...{ ...input, enabled: true, createdById: actor.userId },
    })
    await changeWebhook(actor, id, { ...input, url: 'https://elsewhere.example/' })
    await switchWebhook(actor, id, false)
    await db.webhook.update({ where: { id }, data: { description: 'Off' } })
    expect(await db.webhook.findUnique({ where: { id } })).toMatchObject({
      ...{ url: 'https://elsewhere.example/', enabled: false, description: 'Off' },
    })
    expect(await replaceSecret(actor, id)).not.toBe(secret)
    const delivery = await sendTest(actor, id)
    expect(await db.webhookDelivery.findMany({ where: { webhookId: id } })).toMatchObject([
      { id: delivery, type: 'webhook.test', status: 'PENDING' },
    ])
    expect(await sendAgain(actor, id, { id: delivery })).toBe(1)
    await db.webhook.delete({ where: { id } })
    expect(await system.webhookDelivery.count({ where: { id: delivery } })).toBe(0)
  })
})

describe.each(others)('the %s', (name) => {
  test('does none of it in space A', async () => {
    const { db } = world.as[name]
    const actor = actorOf(name)
    const { id } = world.a.webhook
    const where = { id }
    await expectNothingChanged(async () => {
      if (name !== 'owner of B') expect(await answerOf(addWebhook(actor, input))).toBe('forbidden')
      const steps = [
        () => changeWebhook(actor, id, input),
        () => switchWebhook(actor, id, false),
        () => replaceSecret(actor, id),
        () => sendTest(actor, id),
        () => sendAgain(actor, id, 'failed'),
        () => sendAgain(actor, id, { id: world.a.delivery.id }),
        () => db.webhook.update({ where, data: { description: 'Taken' } }),
        () => db.webhook.delete({ where }),
      ]
      for (const step of steps) expect(await answerOf(step())).toBe('not_found')
      const spaceId = world.a.space.id
      expect(await db.webhook.findMany({ where: { spaceId } })).toEqual([])
      expect(await db.webhookDelivery.findMany({ where: { spaceId } })).toEqual([])
    })
  })
})

describe('nobody, not even an owner', () => {
  test('makes a webhook or changes its address past the page, or writes what was told', async () => {
    const { db } = world.as.owner
    const { webhook, delivery } = world.a
    await expectNothingChanged(async () => {
      expect(await answerOf(db.webhook.create({ data: { ...input } }))).toBe('forbidden')
      const frozen = [{ url: 'https://other.example/' }, { disabledReason: 'x' }]
      for (const data of frozen) {
        const change = db.webhook.update({ where: { id: webhook.id }, data })
        expect(await answerOf(change)).not.toBe('done')
      }
      const row = { webhookId: webhook.id, type: 'study.created', entityId: 'x' }
      expect(await answerOf(db.webhookDelivery.create({ data: row }))).toBe('forbidden')
      const where = { id: delivery.id }
      const change = db.webhookDelivery.update({ where, data: { status: 'DELIVERED' } })
      expect(await answerOf(change)).not.toBe('done')
      expect(await answerOf(db.webhookDelivery.delete({ where }))).not.toBe('done')
    })
  })

  test('has a delivery of one webhook sent again by way of another', async () => {
    const foreign = await createDelivery(world.b.webhook, { status: 'FAILED', nextTryAt: null })
    const sibling = await createDelivery(await createWebhook(world.a.space), { status: 'FAILED' })
    await expectNothingChanged(async () => {
      for (const { id } of [foreign, sibling]) {
        expect(await sendAgain(actorOf('owner'), world.a.webhook.id, { id })).toBe(0)
      }
    })
  })
})

describe('what is entered', () => {
  test.each([
    ['a private address', { url: 'https://169.254.169.254/latest' }, 'url'],
    ['plain http', { url: 'http://hooks.example/' }, 'url'],
    [
      'an event that there is not',
      { events: ['participant.created', 'session.created'] },
      'events',
    ],
    ['a test, which is no event', { events: ['webhook.test'] }, 'events'],
    ['the trail', { events: ['auditEvent.created'] }, 'events'],
    ['no event', { events: [] }, 'events'],
  ])('is refused at its field: %s', async (_, part, field) => {
    const actor = actorOf('owner')
    await expectNothingChanged(async () => {
      for (const work of [
        () => addWebhook(actor, { ...input, ...part }),
        () => changeWebhook(actor, world.a.webhook.id, { ...input, ...part }),
      ]) {
        const problem = await problemFrom(work())
        expect(problem).toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } })
      }
    })
  })

  test('is refused when a space has too many already', async () => {
    const space = await createSpace()
    const actor = { userId: space.owner.id, spaceId: space.id }
    for (let count = 0; count < MOST_WEBHOOKS; count++) await createWebhook(space)
    await expectNothingChanged(async () => {
      expect(await answerOf(addWebhook(actor, input))).toBe('conflict')
    })
  })
})

describe('a secret', () => {
  test('is in no answer, no table, no event of the trail and no log', async () => {
    const printed = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn')]
    const actor = actorOf('owner')
    const { id, secret } = await addWebhook(actor, input)
    const second = await replaceSecret(actor, id)
    const { db } = world.as.owner
    const answers = [
      await db.webhook.findMany({ include: { deliveries: true, space: true } }),
      await db.auditEvent.findMany({ where: { entityId: id } }),
    ]
    const tables = await asOwner((sql) =>
      sql(`select (select string_agg(t::text, '') from "WebhookSecret" t)
        || (select string_agg(t::text, '') from "Webhook" t)
        || (select string_agg(t::text, '') from "AuditEvent" t)
        || coalesce((select string_agg(t::text, '') from graphile_worker._private_jobs t), '') as text`),
    )
    const everything = JSON.stringify([answers, tables, printed.map(({ mock }) => mock.calls)])
    for (const known of [secret, second]) {
      expect(everything).not.toContain(known.slice('whsec_'.length))
    }
    for (const spy of printed) spy.mockRestore()
  })

  test('cannot be asked for through the door', async () => {
    const { db } = world.as.owner
    expect(await answerOf(db.webhookSecret.findMany({}))).toBe('not_found')
  })

  test('that is replaced is a change that the trail knows', async () => {
    const actor = actorOf('admin')
    const { id } = await addWebhook(actor, input)
    await replaceSecret(actor, id, { requestId: 'r-1' })
    const event = await system.auditEvent.findFirst({ where: { entityId: id, action: 'update' } })
    expect(event).toMatchObject({ createdById: actor.userId, requestId: 'r-1' })
    expect(Object.keys(event?.changes as object)).toEqual(['secretAt'])
  })
})
