import { beforeAll, describe, expect, it } from 'vitest'
import { system } from '@/lib/db/system'
import { expectNothingChanged } from '../support/matchers'
import { createWorld, type World } from '../support/personas'

/** Views are the one record that everybody may keep, and nobody else may change. */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

const view = { name: 'Mine', entity: 'Participant', query: 'q=a' }
const insiders = ['owner', 'admin', 'coordinator', 'viewer', 'viewer who owns B'] as const

describe.each(insiders)('the %s', (name) => {
  it('keeps, changes and deletes a view of their own', async () => {
    const { db } = world.as[name]
    const kept = await db.savedView.create({ data: view })
    await db.savedView.update({ where: { id: kept.id }, data: { name: 'Changed' } })
    await db.savedView.delete({ where: { id: kept.id } })
    expect(await system.savedView.count({ where: { id: kept.id } })).toBe(0)
    const events = await system.auditEvent.findMany({
      where: { entityId: kept.id },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ action }) => action)).toEqual(['create', 'update', 'delete'])
  })

  it('sees the views of others once they are shared, and never changes them', async () => {
    const author = name === 'owner' ? 'admin' : 'owner'
    const kept = await world.as[author].db.savedView.create({ data: view })
    const { db } = world.as[name]
    const find = () => db.savedView.findMany({ where: { id: kept.id } })
    expect(await find()).toEqual([])
    await world.as[author].db.savedView.update({ where: { id: kept.id }, data: { shared: true } })
    expect(await find()).toHaveLength(1)
    await expectNothingChanged(async () => {
      const where = { id: kept.id }
      await expect(db.savedView.update({ where, data: { name: 'Taken' } })).rejects.toThrow()
      await expect(db.savedView.delete({ where })).rejects.toThrow()
    })
  })
})

describe.each(['expired admin', 'removed admin', 'stranger', 'owner of B claiming A'] as const)(
  'the %s',
  (name) => {
    it('keeps nothing here, and sees nothing', async () => {
      await world.as.owner.db.savedView.create({ data: { ...view, shared: true } })
      const { db } = world.as[name]
      expect(await db.savedView.findMany({ where: { spaceId: world.a.space.id } })).toEqual([])
      await expectNothingChanged(() =>
        expect(
          db.savedView.create({ data: { ...view, spaceId: world.a.space.id } }),
        ).rejects.toThrow(),
      )
    })
  },
)
