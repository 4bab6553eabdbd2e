import { afterEach, beforeAll, expect, test } from 'vitest'
import { openDoor } from '@/lib/db/door'
import { statementUse } from '@/lib/db/known-statements'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { problemOf } from '@/lib/errors/problem'
import { createIsolatedWorld, type World } from '../isolation/world'
import { unique } from '../support/factories'
import type { PersonaName } from '../support/personas'

/** A new record in one message is what Prisma makes in a transaction, and is refused where that is. */

const USES = 14

let world: World
let studyId: string
beforeAll(async () => {
  world = await createIsolatedWorld()
  const where = { status: 'LIVE' } as const
  studyId = (await world.as.owner.db.study.findFirstOrThrow({ where })).id
})
afterEach(() => {
  env.KNOWN_STATEMENTS = true
})

type Data = Record<string, unknown>
type Make = { model: 'participant' | 'study' | 'arm'; data: Data; select?: object }

/** What came of it, without what differs between any two records. */
async function made(who: PersonaName, { model, data, select }: Make): Promise<object> {
  const delegate = world.as[who].db[model] as unknown as { create(args: object): Promise<Data> }
  try {
    const row = await delegate.create({ data, ...(select && { select }) })
    return { ...row, ...(await storedOf(model, row)), given: Object.keys(row) }
  } catch (error) {
    const { code, message, fields } = problemOf(error)
    return { code, message, fields }
  }
}

async function storedOf(model: Make['model'], given: Data): Promise<object> {
  const delegate = system[model] as unknown as { findUnique(args: object): Promise<Data> }
  const row = await delegate.findUnique({ where: { id: given.id } })
  const made = { ...row, ...given } as { id: string; createdAt: Date; updatedAt: Date }
  expect(made).toEqual({ ...row })
  expect(made.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(made.updatedAt).toEqual(made.createdAt)
  return { ...made, id: '', createdAt: '', updatedAt: '', code: '', key: '' }
}

/** Makes alike records one way and the other, and says how many were made without Prisma. */
async function madeBothWays(who: PersonaName, make: (n: number) => Make): Promise<number> {
  const before = statementUse.known
  for (let n = 0; n < USES; n++) {
    env.KNOWN_STATEMENTS = true
    const known = await made(who, make(n))
    env.KNOWN_STATEMENTS = false
    expect(known).toEqual(await made(who, make(n)))
  }
  env.KNOWN_STATEMENTS = true
  return statementUse.known - before
}

const participant = (data: Data = {}, select?: object): Make => ({
  model: 'participant',
  data: { studyId, code: unique('made'), ...data },
  select,
})

test.each<[string, (n: number) => Make]>([
  ['defaults of the schema', () => participant()],
  ['chosen columns', () => participant({}, { code: true, id: true, baseline: true })],
  ['attributes as JSON', (n) => participant({ baseline: { group: `g${n}`, scores: [n, null] } })],
  ['instants and days', (n) => participant({ enrolledAt: new Date(Date.UTC(2026, n % 6, 2, n)) })],
  ['empty texts and nothing', (n) => participant({ exitReason: n % 2 ? '' : null, isTest: true })],
  ['another model', (n) => ({ model: 'study', data: { key: unique('s'), title: `Title ${n}` } })],
])('%s', async (_, make) => {
  expect(await madeBothWays('coordinator', make)).toBeGreaterThan(2)
})

test('numbers', async () => {
  const make = (): Make => ({
    model: 'arm',
    data: { studyId, key: unique('arm'), title: 'Arm', ratio: 3 },
  })
  expect(await madeBothWays('owner', make)).toBeGreaterThan(2)
})

test('whoever has no right is refused by the statement that others have taught, and nothing stands', async () => {
  expect(await madeBothWays('coordinator', () => participant())).toBeGreaterThan(2)
  const count = () => system.participant.count()
  const before = await count()
  const strangers = ['viewer', 'owner of B claiming A', 'expired admin', 'stranger']
  for (const who of strangers as PersonaName[]) {
    const use = statementUse.known
    expect(await made(who, participant()), who).toMatchObject({ code: 'forbidden' })
    expect(statementUse.known).toBe(use)
  }
  // In the space of B there is no such study.
  expect(await made('owner of B', participant())).toMatchObject({ code: 'invalid' })
  expect(await count()).toBe(before)
  // The coordinator's are made as before.
  const use = statementUse.known
  expect(await made('coordinator', participant())).toMatchObject({ studyId })
  expect(statementUse.known).toBe(use + 1)
})

test('is refused alike: a code that is taken, a study of nobody or of another space', async () => {
  const code = unique('taken')
  await made('coordinator', participant({ code }))
  const [foreign] = await system.study.findMany({ where: { spaceId: world.b.spaceId } })
  for (const data of [{ code }, { studyId: 'nobody' }, { studyId: foreign?.id }]) {
    const before = statementUse.known
    await madeBothWays('coordinator', () => participant(data))
    expect(statementUse.known).toBe(before)
  }
})

test('stands in the trail under who made it, why and by which request', async () => {
  const { userId = '' } = world.as.coordinator
  const before = statementUse.known
  for (let n = 0; n < USES; n++) {
    const trace = { reason: `why ${n}`, requestId: `made-${n}` }
    const db = openDoor({ userId, spaceId: world.a.spaceId }, trace)
    await db.participant.create({ data: { studyId, code: unique('trail') } })
  }
  expect(statementUse.known - before).toBeGreaterThan(2)
  const events = await system.auditEvent.findMany({ where: { requestId: { startsWith: 'made-' } } })
  const told = events.map((event) => [event.createdById, event.reason, event.requestId])
  for (let n = 0; n < USES; n++) expect(told).toContainEqual([userId, `why ${n}`, `made-${n}`])
})
