import type { ChildProcess } from 'node:child_process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { system } from '@/lib/db/system'
import { addWebhook } from '@/lib/webhooks/subscriptions'
import { createSpace, createStudy, unique } from '../support/factories'
import { bundleProgram, kill, startProgram } from '../support/program'
import { openReceiver, type Receiver, verify } from '../support/receiver'

/** Servers that send are killed in the middle of it, again and again: nothing is lost. */

vi.hoisted(() => {
  process.env.WEBHOOK_ALLOW_PRIVATE = 'on'
})

const HOOKS = 10
const CHANGES = 500
const IMPORTS = 5
/** Killed after so many requests, at random. */
const LIVES = [100, 1_100] as const

/** The workers that live; of two, so that there is one while another one starts. */
const workers: ChildProcess[] = []
let receiver: Receiver
let kills = 0

let program: string

beforeAll(async () => {
  program = await bundleProgram('tests/support/webhook-worker.ts')
})

afterAll(async () => {
  for (const worker of workers) await kill(worker)
  await receiver.close()
})

const start = () => workers.push(startProgram(program))

const someRequests = () => LIVES[0] + Math.floor(Math.random() * (LIVES[1] - LIVES[0]))

/** Takes everything; now and then, before it answers, whoever sent the longest is killed. */
function deadlyReceiver(): Promise<Receiver> {
  let left = someRequests()
  return openReceiver(() => {
    if (--left > 0) return 200
    left = someRequests()
    kills += 1
    workers.shift()?.kill('SIGKILL')
    start()
    return 200
  })
}

test('5,000 deliveries arrive, each at least once and always under the same id', async () => {
  receiver = await deadlyReceiver()
  const space = await createSpace()
  const study = await createStudy(space)
  const actor = { userId: space.owner.id, spaceId: space.id }
  const secrets = new Map<string, string>()
  for (let at = 0; at < HOOKS; at++) {
    const url = `${receiver.url}/${at}`
    const events = ['participant.created']
    const { secret } = await addWebhook(actor, { url, events, description: null })
    secrets.set(new URL(url).pathname, secret)
  }
  start()
  start()
  const within = { studyId: study.id, spaceId: space.id, createdById: space.owner.id }
  for (let at = 0; at < IMPORTS; at++) {
    const data = Array.from({ length: CHANGES / IMPORTS }, () => ({ ...within, code: unique('p') }))
    await system.participant.createMany({ data })
  }
  const where = { spaceId: space.id }
  const left = () =>
    system.webhookDelivery.count({ where: { ...where, status: { not: 'DELIVERED' } } })
  await vi.waitFor(async () => expect(await left()).toBe(0), { timeout: 170_000, interval: 250 })

  const deliveries = await system.webhookDelivery.findMany({ where })
  expect(deliveries).toHaveLength(HOOKS * CHANGES)
  expect(kills).toBeGreaterThan(2)
  // Every event, at every receiver.
  expect(new Set(receiver.ids())).toEqual(new Set(deliveries.map(({ id }) => id)))
  const told = receiver.received.map(({ path, body }) => `${path} ${JSON.parse(body).data.id}`)
  expect(new Set(told).size).toBe(HOOKS * CHANGES)
  // What came twice is the same under the same id.
  const bodies = new Map<string, string>()
  for (const got of receiver.received) {
    const id = String(got.headers['webhook-id'])
    expect(bodies.get(id) ?? got.body).toBe(got.body)
    bodies.set(id, got.body)
  }
  for (const got of receiver.received.slice(-100)) verify(secrets.get(got.path) ?? '', got)
  process.stderr.write(`killed ${kills} times, ${told.length - bodies.size} sent twice\n`)
}, 400_000)
