import { beforeAll, describe, expect, test } from 'vitest'
import { openDoor } from '@/lib/db/door'
import { answerOf } from '../support/matchers'
import type { World } from '../support/personas'
import { delegateOf } from './operations'
import { createOracleWorld } from './oracle-world'

/** Order, pages and groups tell of visible rows only. */

let world: World
beforeAll(async () => {
  world = await createOracleWorld()
})

describe('sorting and paging tell nothing', () => {
  test.each([
    { identity: { familyName: 'asc' } },
    { identity: { _count: 'asc' } },
    { study: { title: 'asc' } },
    { statusEvents: { _count: 'desc' } },
    [{ code: 'asc' }, { space: { name: 'asc' } }],
  ])('sorting by a relation is refused: %j', async (orderBy) => {
    const on = delegateOf(world.as.owner.db, 'participant')
    expect(await answerOf(on.findMany({ orderBy }))).toBe('invalid')
    expect(await answerOf(on.findFirst({ orderBy }))).toBe('invalid')
    const inside = { include: { participants: { orderBy } } }
    const studies = delegateOf(world.as.owner.db, 'study')
    expect(await answerOf(studies.findMany(inside))).toBe('invalid')
  })

  test('a cursor is refused, at the top and inside', async () => {
    const { b, as } = world
    const cursor = { id: b.study.id }
    const { db } = as.owner
    expect(await answerOf(db.study.findMany({ cursor }))).toBe('invalid')
    expect(await answerOf(db.study.findFirst({ cursor }))).toBe('invalid')
    expect(await answerOf(db.study.count({ cursor }))).toBe('invalid')
    expect(await answerOf(db.study.aggregate({ cursor, _count: true }))).toBe('invalid')
    const include = { participants: { cursor: { id: b.participant.id } } }
    expect(await answerOf(db.study.findMany({ include }))).toBe('invalid')
  })

  test('distinct and having look at visible rows only', async () => {
    const { as } = world
    const names = await as.owner.db.participantIdentity.findMany({
      distinct: ['familyName'],
      select: { familyName: true },
    })
    expect(names.map(({ familyName }) => familyName)).not.toContain('Secret of B')
    const groups = await as.owner.db.study.groupBy({
      by: ['title'],
      having: { title: { contains: ' in ' } },
    })
    expect(groups.map(({ title }) => title).sort()).toEqual(['Closed in A', 'Sleep in A'])
    const extent = { _min: { familyName: true }, _max: { email: true } } as const
    expect(await answerOf(as.viewer.db.participantIdentity.aggregate(extent))).toBe('invalid')
  })
})

test('a person of both spaces sees in each only what is there', async () => {
  const { a, b, as } = world
  const userId = as['viewer who owns B'].userId ?? ''
  const titles = async (spaceId: string) =>
    (await openDoor({ userId, spaceId }).study.findMany({ where: { key: 'sleep' } })).map(
      ({ title }) => title,
    )
  expect(await titles(a.space.id)).toEqual(['Sleep in A'])
  expect(await titles(b.space.id)).toEqual(['Sleep in B'])
})
