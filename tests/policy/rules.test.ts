import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { readRule } from '@/lib/db/rules'
import { system } from '@/lib/db/system'
import { createFilledSpace, createUser, type FilledSpace } from '../support/factories'

let a: FilledSpace
let b: FilledSpace

beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
})

const studiesUnder = async (where: object) =>
  (await system.study.findMany({ where, select: { spaceId: true } })).map((row) => row.spaceId)

describe('the read rule as a filter', () => {
  it('lets through what is in the active space, wherever in a filter it stands', async () => {
    const rule = readRule('study', { userId: a.space.owner.id, spaceId: a.space.id })
    for (const where of [
      rule,
      { AND: [rule] },
      { AND: [{}, { AND: [rule] }] },
      { NOT: { NOT: rule } },
    ]) {
      const seen = await studiesUnder(where)
      expect(new Set(seen)).toEqual(new Set([a.space.id]))
    }
  })

  it('lets nothing through without a space, or in a space of others, wherever it stands', async () => {
    for (const spaceId of [undefined, b.space.id]) {
      const rule = readRule('study', { userId: a.space.owner.id, spaceId })
      for (const where of [
        rule,
        { AND: [rule] },
        { AND: [{}, { AND: [rule] }] },
        { NOT: { NOT: rule } },
      ]) {
        expect(await studiesUnder(where)).toEqual([])
      }
    }
  })

  it('lets nothing through for any pair of person and space that do not belong together', async () => {
    const people = [a.space.owner.id, b.space.owner.id, crypto.randomUUID()]
    const spaces = [a.space.id, b.space.id, undefined, crypto.randomUUID()]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...people),
        fc.constantFrom(...spaces),
        async (userId, spaceId) => {
          const belongs = [a, b].some(
            ({ space }) => space.id === spaceId && space.owner.id === userId,
          )
          const seen = await studiesUnder({ AND: [readRule('study', { userId, spaceId })] })
          expect(new Set(seen)).toEqual(new Set(belongs ? [spaceId] : []))
        },
      ),
      { numRuns: 24 },
    )
  })
})
