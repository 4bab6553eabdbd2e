import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { system } from '@/lib/db/system'
import { clearDeliveries, type DeliveryLimits, deliverDue } from '@/lib/webhooks/delivery'
import { MOST_ATTEMPTS } from '@/lib/webhooks/retries'
import { seal, unseal } from '@/lib/webhooks/secrets'
import {
  addWebhook,
  changeWebhook,
  replaceSecret,
  sendAgain,
  sendTest,
  switchWebhook,
} from '@/lib/webhooks/subscriptions'
import { startWorker, type Worker } from '@/lib/webhooks/worker'
import { createDelivery, createParticipant, createSpace, createStudy } from '../support/factories'
import { openReceiver, type Receiver, testLimits, verify } from '../support/receiver'

/** From a change in a space to a receiver that checks the signature. */

vi.hoisted(() => {
  process.env.WEBHOOK_ALLOW_PRIVATE = 'on'
})

type Space = Awaited<ReturnType<typeof createSpace>>

let space: Space
let study: Awaited<ReturnType<typeof createStudy>>
let open: { close(): Promise<void> }[] = []
let worker: Worker | undefined

beforeEach(async () => {
  space = await createSpace()
  study = await createStudy(space)
})
afterEach(async () => {
  await worker?.stop()
  worker = undefined
  for (const receiver of open) await receiver.close()
  open = []
})

const actor = () => ({ userId: space.owner.id, spaceId: space.id })

async function receiver(...given: Parameters<typeof openReceiver>): Promise<Receiver> {
  const opened = await openReceiver(...given)
  open.push(opened)
  return opened
}

const hookAt = (url: string, events = ['participant.created']) =>
  addWebhook(actor(), { url, events, description: null })

const send = (id: string, limits: Partial<DeliveryLimits> = {}) =>
  deliverDue(id, { ...testLimits, ...limits })

const deliveriesOf = (webhookId: string) =>
  system.webhookDelivery.findMany({ where: { webhookId }, orderBy: { id: 'asc' } })

async function onlyDelivery(webhookId: string) {
  const [delivery, ...others] = await deliveriesOf(webhookId)
  expect(others).toEqual([])
  if (!delivery) throw new Error('There is no delivery.')
  return delivery
}

/** As if the pause before the next try were over. */
const hurry = (webhookId: string) =>
  system.webhookDelivery.updateMany({
    where: { webhookId, status: 'PENDING' },
    data: { nextTryAt: new Date() },
  })

describe('a delivery', () => {
  test('says what happened to which record, and nothing of what it holds; the signature holds', async () => {
    const there = await receiver()
    const hook = await hookAt(there.url, ['participant.updated'])
    const participant = await createParticipant(study, { code: 'P-777' })
    await system.participant.update({ where: { id: participant.id }, data: { locale: 'de' } })
    expect(await send(hook.id)).toBe(false)

    const [got] = there.received
    expect(got?.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'Studyspace',
    })
    const delivery = await onlyDelivery(hook.id)
    expect(got && verify(hook.secret, got)).toEqual({
      type: 'participant.updated',
      timestamp: delivery.createdAt.toISOString(),
      data: {
        id: participant.id,
        entity: 'participant',
        space: space.slug,
        changed: ['locale'],
      },
    })
    expect(there.ids()).toEqual([delivery.id])
    expect(got?.body).not.toContain('P-777')
    expect(delivery).toMatchObject({
      status: 'DELIVERED',
      attempts: 1,
      lastStatus: 200,
      lastError: null,
      nextTryAt: null,
      deliveredAt: expect.any(Date),
    })
  })

  test('whose signature is of another secret does not pass', async () => {
    const there = await receiver()
    const [hook, other] = [await hookAt(there.url), await hookAt(there.url)]
    await createParticipant(study)
    await send(hook.id)
    const [got] = there.received
    expect(() => got && verify(other.secret, got)).toThrow()
    const changed = got && { ...got, body: got.body.replace('created', 'deleted') }
    expect(() => changed && verify(hook.secret, changed)).toThrow()
  })

  test('that fails is sent again later, the same under the same id', async () => {
    let status = 500
    const there = await receiver(() => status)
    const hook = await hookAt(there.url)
    await createParticipant(study)
    const before = Date.now()
    await send(hook.id)
    const failed = await onlyDelivery(hook.id)
    expect(failed).toMatchObject({ status: 'PENDING', attempts: 1, lastStatus: 500 })
    expect(failed.lastError).toBe('The receiver answered with the status 500.')
    const pause = (failed.nextTryAt?.getTime() ?? 0) - before
    expect(pause).toBeGreaterThanOrEqual(5_000)
    // Not before its time.
    await send(hook.id)
    expect(there.received).toHaveLength(1)

    await hurry(hook.id)
    status = 204
    await send(hook.id)
    const [first, second] = there.received
    expect(there.ids()).toEqual([failed.id, failed.id])
    expect(second?.body).toBe(first?.body)
    expect(second && verify(hook.secret, second)).toBeTruthy()
    expect(await onlyDelivery(hook.id)).toMatchObject({
      ...{ status: 'DELIVERED', attempts: 2, lastStatus: 204, lastError: null },
    })
  })

  test('is given up after a day of failures, and waits for somebody to have it sent again', async () => {
    let status = 503
    const there = await receiver(() => status)
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await system.webhookDelivery.updateMany({
      where: { webhookId: hook.id },
      data: { attempts: MOST_ATTEMPTS - 1 },
    })
    await send(hook.id)
    expect(await onlyDelivery(hook.id)).toMatchObject({
      ...{ status: 'FAILED', attempts: MOST_ATTEMPTS, nextTryAt: null },
    })
    await send(hook.id)
    expect(there.received).toHaveLength(1)

    status = 200
    expect(await sendAgain(actor(), hook.id, 'failed')).toBe(1)
    await send(hook.id)
    expect(new Set(there.ids()).size).toBe(1)
    expect(await onlyDelivery(hook.id)).toMatchObject({ status: 'DELIVERED', attempts: 1 })
    expect(await sendAgain(actor(), hook.id, 'failed')).toBe(0)
  })

  test('that arrived can be sent again as well, alone', async () => {
    const there = await receiver()
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await createParticipant(study)
    await send(hook.id)
    const [first] = await deliveriesOf(hook.id)
    expect(await sendAgain(actor(), hook.id, { id: first?.id ?? '' })).toBe(1)
    await send(hook.id)
    expect(there.ids()).toHaveLength(3)
    expect(there.ids().at(-1)).toBe(first?.id)
  })
})

describe('a receiver', () => {
  test('that redirects is not followed', async () => {
    const elsewhere = await receiver()
    const there = await receiver((_, response) => {
      response.writeHead(307, { location: elsewhere.url }).end()
      return undefined
    })
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await send(hook.id)
    expect(elsewhere.received).toEqual([])
    const { status, lastStatus, lastError } = await onlyDelivery(hook.id)
    expect([status, lastStatus]).toEqual(['PENDING', 307])
    expect(lastError).toMatch(/redirect \(307\), which is not followed/)
  })

  test('that does not answer is given up after the time it has', async () => {
    const there = await receiver(() => undefined)
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await send(hook.id, { timeoutMs: 100 })
    expect(await onlyDelivery(hook.id)).toMatchObject({
      ...{ status: 'PENDING', attempts: 1, lastStatus: null },
      lastError: expect.stringMatching(/^There was no answer within/),
    })
  })

  test('whose answer has no end is broken off, and its status counts', async () => {
    let broken = 0
    const there = await receiver((_, response) => {
      response.on('close', () => {
        broken += response.writableFinished ? 0 : 1
      })
      const pour = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16 * 1024)));
      }
      response.on('drain', pour)
      response.writeHead(200)
      pour()
      return undefined
    })
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await send(hook.id)
    expect(await onlyDelivery(hook.id)).toMatchObject({ status: 'DELIVERED' })
    await vi.waitFor(() => expect(broken).toBe(1))
  })

  test('that is not there, or breaks off, is a failure in words', async () => {
    const there = await openReceiver((_, response) => {
      response.socket?.destroy()
      return undefined
    })
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await send(hook.id)
    expect((await onlyDelivery(hook.id)).lastError).toBe('The server broke off the connection.')
    await there.close()
    await hurry(hook.id)
    await send(hook.id)
    expect((await onlyDelivery(hook.id)).lastError).toBe('The server refused the connection.')
  })

  test('that is gone for good switches the webhook off; what waits is sent when it is on again', async () => {
    let status = 410
    const there = await receiver(() => status)
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await createParticipant(study)
    await send(hook.id, { together: 1 })
    expect(await system.webhook.findUnique({ where: { id: hook.id } })).toMatchObject({
      enabled: false,
      disabledReason: 'The receiver answered that it is gone for good (410).',
    })
    expect((await deliveriesOf(hook.id)).map((one) => one.status)).toEqual(['FAILED', 'PENDING'])
    // Nothing is recorded for it meanwhile.
    await createParticipant(study)
    await send(hook.id)
    expect(there.received).toHaveLength(1)

    status = 200
    await switchWebhook(actor(), hook.id, true)
    await send(hook.id)
    expect((await deliveriesOf(hook.id)).map((one) => one.status)).toEqual(['FAILED', 'DELIVERED'])
    expect(await system.webhook.findUnique({ where: { id: hook.id } })).toMatchObject({
      ...{ enabled: true, disabledReason: null },
    })
  })

  test('in a private network is not reached, unless the operator allows it', async () => {
    const there = await receiver()
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await send(hook.id, { allowPrivate: false })
    expect(there.received).toEqual([])
    expect((await onlyDelivery(hook.id)).lastError).toMatch(/private network/)
  })

  test('that moved is told at its new address', async () => {
    const [there, elsewhere] = [await receiver(), await receiver()]
    const hook = await hookAt(there.url)
    await createParticipant(study)
    const events = ['participant.created']
    await changeWebhook(actor(), hook.id, { url: elsewhere.url, events, description: 'Moved' })
    await send(hook.id)
    expect(there.received).toEqual([])
    expect(elsewhere.received).toHaveLength(1)
  })
})

describe('a secret', () => {
  test('that is replaced signs along with the new one, for a day', async () => {
    const there = await receiver()
    const { id, secret: former } = await hookAt(there.url)
    const secret = await replaceSecret(actor(), id)
    await createParticipant(study)
    await send(id)
    const [both] = there.received
    expect(String(both?.headers['webhook-signature']).split(' ')).toHaveLength(2)
    for (const known of [former, secret]) expect(both && verify(known, both)).toBeTruthy()

    await system.webhookSecret.updateMany({
      where: { webhookId: id, expiresAt: { not: null } },
      data: { expiresAt: new Date(0) },
    })
    await createParticipant(study)
    await send(id)
    const latest = there.received.at(-1)
    expect(latest && verify(secret, latest)).toBeTruthy()
    expect(() => latest && verify(former, latest)).toThrow()
  })

  test('opens for its own webhook only, and untouched', () => {
    const sealed = seal('whsec_c2VjcmV0', 'one')
    expect(unseal(sealed, 'one')).toBe('whsec_c2VjcmV0')
    expect(unseal(sealed, 'another')).toBeUndefined()
    const bytes = Buffer.from(sealed, 'base64')
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    expect(unseal(bytes.toString('base64'), 'one')).toBeUndefined()
    expect(unseal('', 'one')).toBeUndefined()
  })

  test('that cannot be read any more is said where deliveries are shown', async () => {
    const there = await receiver()
    const hook = await hookAt(there.url)
    await system.webhookSecret.updateMany({ where: { webhookId: hook.id }, data: { sealed: 'x' } })
    await createParticipant(study)
    await send(hook.id)
    expect(there.received).toEqual([])
    expect((await onlyDelivery(hook.id)).lastError).toMatch(/Make a new secret/)
  })
})

describe('the worker', () => {
  const hour = 60 * 60 * 1000

  test('is woken by the commit of a change, and sends a test', async () => {
    const there = await receiver()
    const hook = await hookAt(there.url)
    worker = startWorker(testLimits, hour)
    const { id } = await createParticipant(study)
    await vi.waitFor(() => expect(there.received).toHaveLength(1), 60_000)
    expect(there.received[0]?.body).toContain(id)
    await sendTest(actor(), hook.id)
    await vi.waitFor(() => expect(there.received).toHaveLength(2), 60_000)
    expect(JSON.parse(there.received[1]?.body ?? '')).toMatchObject({
      type: 'webhook.test',
      data: { id: hook.id, entity: 'webhook', changed: [] },
    })
  })

  test('finds what is due although nobody woke it', async () => {
    const there = await receiver()
    const hook = await hookAt(there.url)
    await createDelivery({ ...actor(), id: hook.id, createdById: space.owner.id })
    worker = startWorker(testLimits, hour)
    await vi.waitFor(() => expect(there.received).toHaveLength(1), 60_000)
  })

  test('comes back for what failed, by itself', async () => {
    let tries = 0
    const there = await receiver(() => (++tries === 1 ? 500 : 200))
    const hook = await hookAt(there.url)
    await createParticipant(study)
    worker = startWorker(testLimits, hour)
    await vi.waitFor(async () => expect((await onlyDelivery(hook.id)).attempts).toBe(1), 60_000)
    const jobs = () => system.$queryRaw<{ at: Date }[]>`
      select run_at as at from graphile_worker.jobs where key = ${`webhook ${hook.id}`}`
    const { nextTryAt } = await onlyDelivery(hook.id)
    await vi.waitFor(async () => expect(await jobs()).toEqual([{ at: nextTryAt }]), 60_000)
  })

  test('reaches others while a receiver keeps it waiting', async () => {
    const [slow, quick] = [await receiver(() => undefined), await receiver()]
    await hookAt(slow.url)
    for (let at = 0; at < 30; at++) await createParticipant(study)
    worker = startWorker({ ...testLimits, timeoutMs: hour }, hour)
    await vi.waitFor(() => expect(slow.received.length).toBeGreaterThan(0), 60_000)
    await hookAt(quick.url, ['arm.created'])
    const arm = { key: 'control', title: 'Control' }
    const where = { studyId: study.id, spaceId: space.id, createdById: space.owner.id }
    await system.arm.create({ data: { ...arm, ...where } })
    await vi.waitFor(() => expect(quick.received).toHaveLength(1), 60_000)
    // The slow one has so many requests at most, however much waits for it.
    expect(slow.received).toHaveLength(testLimits.together)
    for (const receiver of open.splice(0)) await receiver.close()
  })

  test('ends quietly when a webhook or its space went with jobs waiting', async () => {
    const there = await receiver()
    const hook = await hookAt(there.url)
    await createParticipant(study)
    await system.space.delete({ where: { id: space.id } })
    expect(await system.webhookDelivery.count({ where: { webhookId: hook.id } })).toBe(0)
    expect(await system.webhookSecret.count({ where: { webhookId: hook.id } })).toBe(0)
    worker = startWorker(testLimits, hour)
    const jobs = () => system.$queryRaw<{ last_error: string | null }[]>`
      select last_error from graphile_worker._private_jobs where payload->>'webhook' = ${hook.id}`
    await vi.waitFor(async () => expect(await jobs()).toEqual([]), 60_000)
    expect(there.received).toEqual([])
  })
})

test('deliveries are forgotten after a month, and no earlier', async () => {
  const there = await receiver()
  const hook = await hookAt(there.url)
  const days = (count: number) => new Date(Date.now() - count * 24 * 60 * 60 * 1000)
  const webhook = { ...actor(), id: hook.id, createdById: space.owner.id }
  await createDelivery(webhook, { createdAt: days(31), status: 'FAILED', nextTryAt: null })
  const kept = await createDelivery(webhook, { createdAt: days(29), status: 'DELIVERED' })
  await clearDeliveries()
  expect((await deliveriesOf(hook.id)).map(({ id }) => id)).toEqual([kept.id])
})
