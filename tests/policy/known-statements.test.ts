import fc from 'fast-check'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openDoor } from '@/lib/db/door'
import { statementUse } from '@/lib/db/known-statements'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { problemOf } from '@/lib/errors/problem'
import { materialOf } from '../isolation/material'
import { type Material, type Tree, treeOf } from '../isolation/trees'
import { createIsolatedWorld, type World } from '../isolation/world'
import { unique } from '../support/factories'
import type { PersonaName } from '../support/personas'
import { answerTo } from './answers'

/** A statement that Prisma was heard to ask, asked without Prisma, finds the same. */

let world: World
let material: Material
beforeAll(async () => {
  world = await createIsolatedWorld()
  material = await materialOf(world)
})
afterEach(() => {
  env.KNOWN_STATEMENTS = true
})

const people: PersonaName[] = ['owner', 'coordinator', 'viewer', 'owner of B', 'expired admin']

async function foundBothWays(who: PersonaName, tree: Tree): Promise<[string, string]> {
  env.KNOWN_STATEMENTS = true
  const known = await answerTo(world, who, tree)
  env.KNOWN_STATEMENTS = false
  return [known, await answerTo(world, who, tree)]
}

test('random questions, asked by one after the other', async () => {
  const operations = ['findMany', 'findFirst', 'count'] as const
  const before = statementUse.known
  await fc.assert(
    fc.asyncProperty(treeOf(material, operations), async (tree) => {
      for (const who of [...people, ...people]) {
        const [known, long] = await foundBothWays(who, tree)
        expect(known).toBe(long)
      }
    }),
    { numRuns: 150 },
  )
  // Many go this way in the end, or this would say little.
  expect(statementUse.known - before).toBeGreaterThan(20)
})

const aStudy = async () =>
  (await world.as.owner.db.study.findFirstOrThrow({ where: { status: 'LIVE' } })).id

/** Asks one question with a value after the other, and says how many were answered without Prisma. */
async function asked(model: string, values: unknown[], where: (value: unknown) => object) {
  const before = statementUse.known
  for (const value of values) {
    const args = { where: where(value), orderBy: { id: 'asc' } }
    const [known, long] = await foundBothWays('owner', { model, operation: 'findMany', args })
    expect(known).toBe(long)
  }
  return statementUse.known - before
}

test('one shape with other values: texts, instants, days, lists, nothing', async () => {
  const { db } = world.as.owner
  const rows = await db.participant.findMany({ where: {} })
  const studies = await db.study.findMany({ where: {} })
  const twelve = <Value>(value: (n: number) => Value) =>
    Array.from({ length: 12 }, (_, n) => value(n))
  const row = (n: number) => rows[n % rows.length] as (typeof rows)[number]
  const instant = (n: number) => new Date(row(n).createdAt.getTime() + (n % 3) - 1)

  expect(
    await asked(
      'participant',
      twelve((n) => row(n).code),
      (code) => ({ code }),
    ),
  ).toBeGreaterThan(0)
  expect(
    await asked('participant', twelve(instant), (at) => ({ createdAt: { gte: at } })),
  ).toBeGreaterThan(0)
  expect(
    await asked(
      'participant',
      twelve((n) => instant(n).toISOString()),
      (at) => ({ createdAt: { lt: at } }),
    ),
  ).toBeGreaterThan(0)
  expect(
    await asked(
      'study',
      twelve((n) => new Date(Date.UTC(2020, n, 1))),
      (day) => ({ OR: [{ startsOn: { gte: day } }, { startsOn: null }] }),
    ),
  ).toBeGreaterThan(0)
  expect(
    await asked(
      'participant',
      twelve((n) => [row(n).id, row(n + 1).id]),
      (ids) => ({ id: { in: ids } }),
    ),
  ).toBeGreaterThan(0)
  // Texts that stand in an id.
  const hexadecimal = ['2', '12', '4b', 'a', 'b', 'c', 'd', 'e']
  expect(
    await asked('participant', hexadecimal, (code) => ({
      studyId: row(0).studyId,
      NOT: { code },
    })),
  ).toBeGreaterThan(0)
  // The same value twice is another shape than two.
  const twice = twelve((n) => [
    studies[n % studies.length]?.id,
    studies[Math.floor(n / 2) % studies.length]?.id,
  ])
  expect(
    await asked('participant', twice, (ids) => ({
      OR: [{ studyId: (ids as string[])[0] }, { studyId: (ids as string[])[1] }],
    })),
  ).toBeGreaterThan(0)
})

test('a list that nobody has set is an empty one', async () => {
  await system.$executeRaw`update "ApiKey" set networks = null where "spaceId" = ${world.a.spaceId}`
  const names = Array.from({ length: 8 }, (_, n) => `another name ${n}`)
  expect(await asked('apiKey', names, (name) => ({ NOT: { name } }))).toBeGreaterThan(0)
  env.KNOWN_STATEMENTS = true
  const found = await world.as.owner.db.apiKey.findFirst({ where: {} })
  expect(found?.networks).toEqual([])
})

test('what Prisma makes something else of is asked through Prisma: patterns, other instants', async () => {
  const codes = Array.from({ length: 8 }, (_, n) => String(n % 3))
  expect(await asked('participant', codes, (code) => ({ code: { contains: code } }))).toBe(0)
  expect(
    await asked('participant', codes, (code) => ({
      OR: [{ code: { startsWith: code } }, { code }],
    })),
  ).toBe(0)
  const instants = Array.from({ length: 8 }, (_, n) => `202${n}-01-01T00:00:00Z`)
  expect(await asked('participant', instants, (at) => ({ createdAt: { gte: at } }))).toBe(0)
})

test('a value that looks like a limit does not teach where the limit is', async () => {
  const { db } = world.as.owner
  const one = async (code: string) => {
    env.KNOWN_STATEMENTS = true
    const where = { OR: [{ code }, { code: 'nobody' }] }
    const known = await db.participant.findFirst({ where, select: { id: true, code: true } })
    const list = await db.participant.findMany({ where, take: 2, select: { code: true } })
    env.KNOWN_STATEMENTS = false
    const long = await db.participant.findMany({ where, take: 2, select: { code: true } })
    expect(list).toEqual(long)
    return known?.code
  }
  const data = { spaceId: world.a.spaceId, studyId: await aStudy() }
  for (const code of ['0', '1', '2', '7']) await db.participant.create({ data: { ...data, code } })
  for (const code of ['0', '1', '2']) {
    for (let use = 0; use < 6; use++) expect(await one(code)).toBe(code)
  }
  const codes = (await db.participant.findMany({ take: 12, orderBy: { id: 'asc' } })).map(
    (row) => row.code,
  )
  for (const code of [...codes, '7', '2', '1', '0']) expect(await one(code)).toBe(code)
})

test('a value that looks like a pattern does not teach what is one', async () => {
  const where = (codes: unknown) => {
    const [start, other] = codes as string[]
    return { OR: [{ code: { startsWith: start } }, { code: start }, { code: other }] }
  }
  const pairs = [...Array.from({ length: 8 }, () => ['P', 'P%']), ['', 'x'], ['a', 'b'], ['P', 'c']]
  expect(await asked('participant', pairs, where)).toBe(0)

  const inJson = (given: unknown) => {
    const [value, other] = given as string[]
    const baseline = { path: ['group'], equals: value }
    return { OR: [{ baseline }, { code: value }, { code: other }] }
  }
  const values = Array.from({ length: 8 }, () => ['a"b', JSON.stringify('a"b')])
  expect(await asked('participant', [...values, ['a', 'b'], ['b', 'c']], inJson)).toBe(0)
})

test('what PostgreSQL refuses is answered as ever, and so is the next question', async () => {
  const values = ['no 1', 'no 2', 'no 3', 'no 4', 'no 5', 'no 6', 'a\0b', 'g', '\ud800', 'h']
  expect(await asked('participant', values, (code) => ({ NOT: { code } }))).toBeGreaterThan(0)
})

describe('changes of one record', () => {
  const USES = 12

  type Change = { id: string; data: object }

  /** The same changes, of two records that are alike: of one the known way, of the other through Prisma. */
  async function changedBothWays(who: PersonaName, changes: ((n: number) => object)[]) {
    const { db } = world.as.owner
    const studyId = await aStudy()
    const made = async (code: string) =>
      db.participant.create({ data: { spaceId: world.a.spaceId, studyId, code } })
    const [one, other] = [await made(unique('known')), await made(unique('long'))]
    const change = async ({ id, data }: Change) => {
      try {
        const row = await world.as[who].db.participant.update({ where: { id }, data })
        return { ...row, id: '', code: '', createdAt: '', updatedAt: row.updatedAt > one.updatedAt }
      } catch (error) {
        const { code, fields } = problemOf(error)
        return { code, fields }
      }
    }
    const before = statementUse.known
    for (const data of changes) {
      for (let n = 0; n < USES; n++) {
        env.KNOWN_STATEMENTS = true
        const known = await change({ id: one.id, data: data(n) })
        env.KNOWN_STATEMENTS = false
        expect(known).toEqual(await change({ id: other.id, data: data(n) }))
      }
    }
    const stands = async (id: string) => {
      const row = await db.participant.findUniqueOrThrow({ where: { id } })
      return { ...row, id: '', code: '', createdAt: '', updatedAt: '' }
    }
    expect(await stands(one.id)).toEqual(await stands(other.id))
    return statementUse.known - before
  }

  const at = (n: number) => new Date(Date.UTC(2026, n % 12, 1, n))

  test('have the same outcome and leave the same record', async () => {
    const changes = [
      (n: number) => ({ locale: ['en', 'de', 'pt-BR'][n % 3] }),
      (n: number) => ({ exitReason: `Reason ${n}`, timeZone: 'Europe/Berlin' }),
      (n: number) => ({ exitReason: n % 2 ? null : '', isTest: n % 2 === 0 }),
      (n: number) => ({ exitedAt: at(n) }),
      (n: number) => ({ baseline: { group: `g${n}` } }),
    ]
    expect(await changedBothWays('coordinator', changes)).toBeGreaterThan(8)
  })

  test('are refused alike: by the rules, by validation, by the tables', async () => {
    await changedBothWays('viewer', [() => ({ locale: 'fr' })])
    await changedBothWays('owner of B', [() => ({ locale: 'fr' })])
    await changedBothWays('coordinator', [
      (n) => ({ locale: n > 5 ? 'not a language' : `a${'bcdefghij'[n]}` }),
      // Of nobody.
      (n) => ({ armId: n > 5 ? 'nowhere' : null }),
    ])
  })

  test('a code that is taken is refused, and the next change is made', async () => {
    const { db } = world.as.coordinator
    const studyId = await aStudy()
    const data = { spaceId: world.a.spaceId, studyId }
    const { id } = await db.participant.create({ data: { ...data, code: unique('code') } })
    const taken = await db.participant.create({ data: { ...data, code: unique('taken') } })
    for (let n = 0; n < USES; n++) {
      await db.participant.update({ where: { id }, data: { code: unique('free') } })
    }
    const refused = await db.participant
      .update({ where: { id }, data: { code: taken.code } })
      .catch(problemOf)
    expect(refused).toMatchObject({ code: 'conflict' })
    const code = unique('free')
    expect(await db.participant.update({ where: { id }, data: { code } })).toMatchObject({ code })
  })

  test('stand in the trail under who made them, why and by which request', async () => {
    const { userId = '' } = world.as.coordinator
    const { id } = (await world.as.owner.db.participant.findFirst({ where: {} })) ?? { id: '' }
    const identity = { userId, spaceId: world.a.spaceId }
    const before = statementUse.known
    for (let n = 0; n < USES; n++) {
      const db = openDoor(identity, { reason: `why ${n}`, requestId: `known-${n}` })
      await db.participant.update({ where: { id }, data: { locale: n % 2 ? 'en' : 'fr' } })
      // On the same connections somebody else reads.
      expect(await world.as['owner of B'].db.participant.findFirst({ where: { id } })).toBeNull()
    }
    // As many as are left once every shape is known.
    expect(statementUse.known - before).toBeGreaterThan(3)
    const events = await system.auditEvent.findMany({
      where: { requestId: { startsWith: 'known-' }, entityId: id },
    })
    const told = events.map((event) => [event.createdById, event.reason, event.requestId])
    for (let n = 0; n < USES; n++) expect(told).toContainEqual([userId, `why ${n}`, `known-${n}`])
  })
})
