import fc from 'fast-check'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { statementUse } from '@/lib/db/known-statements'
import { env } from '@/lib/env'
import { problemOf } from '@/lib/errors/problem'
import { materialOf } from '../isolation/material'
import { type Material, type Tree, treeOf } from '../isolation/trees'
import { createIsolatedWorld, type World } from '../isolation/world'
import type { PersonaName } from '../support/personas'
import { delegateOf } from './operations'

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

const asText = (answer: unknown) =>
  JSON.stringify(answer, (_, value) => (typeof value === 'bigint' ? `${value}n` : value))

async function found(who: PersonaName, { model, operation, args }: Tree): Promise<string> {
  try {
    return asText(await delegateOf(world.as[who].db, model)[operation](args))
  } catch (error) {
    return asText(problemOf(error))
  }
}

async function foundBothWays(who: PersonaName, tree: Tree): Promise<[string, string]> {
  env.KNOWN_STATEMENTS = true
  const known = await found(who, tree)
  env.KNOWN_STATEMENTS = false
  return [known, await found(who, tree)]
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
  expect(statementUse.known - before).toBeGreaterThan(150)
})

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

test('what PostgreSQL refuses is answered as ever, and so is the next question', async () => {
  const values = ['a', 'b', 'c', 'd', 'e', 'f', 'a\0b', 'g', '\ud800', 'h']
  expect(await asked('participant', values, (code) => ({ NOT: { code } }))).toBeGreaterThan(0)
})
