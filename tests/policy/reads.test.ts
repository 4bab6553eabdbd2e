import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '@/lib/db/system'
import { answerOf } from '../support/matchers'
import { createWorld, type Persona, personaNames, type World } from '../support/personas'
import { type Delegate, delegateOf } from './operations'
import { type Model, models, readers } from './rights'

/**
 * Every operation that reads, on the models whose rules are their own, by everybody: each sees exactly the rows that are
 * theirs to see, whatever the operation. Both spaces hold rows with the same keys and codes.
 */

type Row = { id: string; spaceId?: string; userId?: string }
type Sight = { delegate: Delegate; visible: string[]; hidden: string[] }

const operations: Record<string, (sight: Sight) => Promise<void>> = {
  findMany: async ({ delegate, visible }) => {
    expect(idsOf(await delegate.findMany({}))).toEqual(visible)
  },
  findFirst: async ({ delegate, visible }) => {
    const found = (await delegate.findFirst({ orderBy: { id: 'asc' } })) as Row | null
    expect(found?.id).toBe(visible[0])
  },
  'findFirst by id': async ({ delegate, visible, hidden }) => {
    for (const id of sample(visible))
      expect(await delegate.findFirst({ where: { id } })).toBeTruthy()
    for (const id of sample(hidden)) expect(await delegate.findFirst({ where: { id } })).toBeNull()
  },
  findUnique: async ({ delegate, visible, hidden }) => {
    for (const id of sample(visible))
      expect(await delegate.findUnique({ where: { id } })).toBeTruthy()
    for (const id of sample(hidden)) expect(await delegate.findUnique({ where: { id } })).toBeNull()
  },
  findUniqueOrThrow: async ({ delegate, hidden }) => {
    for (const id of sample(hidden)) {
      expect(await answerOf(delegate.findUniqueOrThrow({ where: { id } }))).toBe('not_found')
    }
  },
  count: async ({ delegate, visible }) => {
    expect(await delegate.count({})).toBe(visible.length)
  },
  aggregate: async ({ delegate, visible }) => {
    expect(await delegate.aggregate({ _count: true, _min: { id: true } })).toEqual({
      _count: visible.length,
      _min: { id: visible[0] ?? null },
    })
  },
  groupBy: async ({ delegate, visible }) => {
    expect(idsOf(await delegate.groupBy({ by: ['id'] }))).toEqual(visible)
  },
}

const people = ['user', 'space', 'spaceUser', 'invitation'] as const satisfies Model[]

let world: World
let rows: Record<Model, Row[]>

beforeAll(async () => {
  world = await createWorld()
  const all = models.map(async (model) => [model, await delegateOf(system, model).findMany({})])
  rows = Object.fromEntries(await Promise.all(all))
})

for (const model of people) {
  describe(model, () => {
    for (const [name, check] of Object.entries(operations)) {
      for (const persona of personaNames) {
        test(`${name}: ${persona} sees what is theirs to see`, async () => {
          const by = world.as[persona]
          const seen = (row: Row) => isVisible(model, row, by)
          await check({
            delegate: delegateOf(by.db, model),
            visible: idsOf(rows[model].filter(seen)),
            hidden: idsOf(rows[model].filter((row) => !seen(row))),
          })
        })
      }
    }
  })
}

function isVisible(model: Model, row: Row, by: Persona): boolean {
  const { userId, lives, acts } = by
  if (userId === undefined) return false
  const isHere = lives !== null && row.spaceId === acting(by)
  if (model in readers) {
    const roles: readonly string[] = readers[model as keyof typeof readers]
    return isHere && roles.includes(lives ?? '')
  }
  if (model === 'space') return liveMembers(row.id).includes(userId)
  if (model === 'spaceUser') return isHere || row.userId === userId
  const here =
    acts && lives && rows.spaceUser.some((m) => m.spaceId === acting(by) && m.userId === row.id)
  return row.id === userId || Boolean(here)
}

const acting = ({ acts }: Persona) => acts && world[acts].space.id

function liveMembers(spaceId: string): (string | undefined)[] {
  const expired = world.as['expired admin'].userId
  return rows.spaceUser
    .filter((member) => member.spaceId === spaceId && member.userId !== expired)
    .map(({ userId }) => userId)
}

/** Enough to tell; the lists of all rows are compared by findMany and groupBy. */
const sample = (ids: string[]) =>
  [...new Set([ids[0], ids.at(-1)])].filter((id) => id !== undefined)

const idsOf = (list: unknown) => (list as Row[]).map(({ id }) => id).sort()
