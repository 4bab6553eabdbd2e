import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { delegateOf } from '../policy/operations'
import type { PersonaName } from '../support/personas'
import { textOf } from './doors'
import { materialOf } from './material'
import { changes, type Material, reads, type Tree, treeOf } from './trees'
import { engines, leaksIn, type Trial, trial } from './trial'
import { createIsolatedWorld, type Digest, digestOf, type World } from './world'

/**
 * Whatever somebody asks from inside space A or from outside both, with whatever he knows of space B:
 * B stays as it is to the byte, and nothing of it is in any answer or error. Each engine must hold
 * that alone.
 */

let world: World
let material: Material
let untouched: Digest
beforeAll(async () => {
  world = await createIsolatedWorld()
  material = await materialOf(world)
  untouched = await digestOf(world.b.spaceId)
})

const attackers: PersonaName[] = ['owner', 'coordinator', 'viewer', 'expired admin', 'stranger']

const call =
  ({ model, operation, args }: Tree) =>
  (client: object) =>
    delegateOf(client, model)[operation](args)

/** Somebody, and what he tries. */
const attack = (operations: typeof reads) =>
  fc.tuple(fc.constantFrom('owner' as const, ...attackers), treeOf(material, operations))

describe.each(engines)('with %s', (engine) => {
  const expectNothing = (tree: Tree, result: Trial) => {
    expect(leaksIn(world, result, tree), result.text).toEqual([])
    if (result.after) expect(result.after).toEqual(untouched)
  }

  test('no read tells anything of another space', async () => {
    await fc.assert(
      fc.asyncProperty(attack(reads), async ([name, tree]) => {
        expectNothing(tree, await trial(world, world.as[name], engine, call(tree)))
      }),
      { numRuns: 100 },
    )
  })

  test('no write reaches another space', async () => {
    await fc.assert(
      fc.asyncProperty(attack(changes), async ([name, tree]) => {
        expectNothing(tree, await trial(world, world.as[name], engine, call(tree)))
      }),
      { numRuns: 80 },
    )
  })
})

test('what is refused has not been written all the same', async () => {
  await fc.assert(
    fc.asyncProperty(attack(changes), async ([name, tree]) => {
      const persona = world.as[name]
      const { code } = await trial(world, persona, 'both', call(tree))
      if (code === 'done') return
      const before = await digestOf(null)
      await call(tree)(persona.db).catch(() => {})
      expect(await digestOf(null)).toEqual(before)
    }),
    { numRuns: 40 },
  )
})

test('an owner gets the same rows by the rules as by row-level security alone', async () => {
  let compared = 0
  await fc.assert(
    fc.asyncProperty(treeOf(material, reads), async (tree) => {
      const { owner } = world.as
      const both = await trial(world, owner, 'both', call(tree))
      const fence = await trial(world, owner, 'fence alone', call(tree))
      // Cursors, sorting by relations and the like are refused by the door, not answered differently.
      if (both.code !== 'done' || fence.code !== 'done') return
      compared += 1
      expect(textOf(both.data)).toBe(textOf(fence.data))
    }),
    { numRuns: 80 },
  )
  expect(compared).toBeGreaterThan(15)
})
