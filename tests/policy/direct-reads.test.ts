import fc from 'fast-check'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { directRead } from '@/lib/db/direct-reads'
import { guardOperation } from '@/lib/db/query-guard'
import { app } from '@/lib/db/system'
import { env } from '@/lib/env'
import { materialOf } from '../isolation/material'
import { type Material, type Tree, treeOf } from '../isolation/trees'
import { createIsolatedWorld, type World } from '../isolation/world'
import type { PersonaName } from '../support/personas'
import { answerTo } from './answers'

/** The direct way of a read and ZenStack's find the same, whoever asks whatever. */

let world: World
let material: Material
beforeAll(async () => {
  world = await createIsolatedWorld()
  material = await materialOf(world)
})
afterEach(() => {
  env.DIRECT_READS = true
})

const people: PersonaName[] = [
  ...(['owner', 'coordinator', 'viewer', 'owner of B', 'owner of B claiming A'] as const),
  ...(['expired admin', 'stranger', 'owner acting in no space'] as const),
]

/** Whether the question goes the direct way when it may. */
function isDirect(who: PersonaName, { model, operation, args }: Tree): boolean {
  const { userId = '' } = world.as[who]
  const identity = { userId, spaceId: world.a.spaceId }
  try {
    const call = guardOperation(model, operation, args, identity)
    return directRead(model, call, identity, app) !== undefined
  } catch {
    return false
  }
}

test('both ways find the same', async () => {
  const operations = ['findMany', 'findFirst', 'count'] as const
  const questions = fc.tuple(fc.constantFrom(...people), treeOf(material, operations))
  let told = 0
  await fc.assert(
    fc.asyncProperty(questions, async ([who, tree]) => {
      env.DIRECT_READS = true
      const direct = await answerTo(world, who, tree)
      if (isDirect(who, tree) && !['[]', 'null', '0'].includes(direct)) told++
      env.DIRECT_READS = false
      expect(direct).toBe(await answerTo(world, who, tree))
    }),
    { numRuns: 600 },
  )
  // Many go the direct way and find something, or this would say little.
  expect(told).toBeGreaterThan(50)
})
