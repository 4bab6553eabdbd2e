import { beforeAll, expect, test } from 'vitest'
import { spaceModels } from '@/generated/tenancy'
import { enhance } from '@/generated/zenstack/enhance'
import { system } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { delegateOf } from '../policy/operations'
import { countCase } from './cases'
import { delegateName } from './values'
import { createIsolatedWorld, type World } from './world'

/** The rules of schema.zmodel and nothing else: without the guard of the door, without row-level security. */

let world: World
/** Somebody who may write in both spaces, acting in A. */
let db: object
let userId: string
beforeAll(async () => {
  world = await createIsolatedWorld()
  userId = world.as['viewer who owns B'].userId ?? ''
  await system.spaceUser.updateMany({ where: { userId }, data: { role: 'OWNER' } })
  db = enhance(system, { user: { id: userId, spaceId: world.a.spaceId } })
})

const refusalOf = async (work: () => Promise<unknown>): Promise<string> => {
  countCase()
  try {
    await work()
    return 'done'
  } catch (error) {
    return problemOf(error).code
  }
}

test('a record is made in the active space, and not in another one of the same person', async () => {
  const studies = delegateOf(db, 'study')
  const study = (side: 'a' | 'b') => ({
    // The author too, since no connection knows here who acts.
    data: {
      ...{ key: `bare-${side}`, title: 'Bare' },
      ...{ spaceId: world[side].spaceId, createdById: userId },
    },
  })
  expect(await refusalOf(() => studies.create(study('b')))).toBe('forbidden')
  expect(await refusalOf(() => studies.create(study('a')))).toBe('done')
  expect(await system.study.count({ where: { key: 'bare-b' } })).toBe(0)
})

const changeable = spaceModels.filter(
  ({ name, appendOnly }) => !appendOnly && name !== 'Invitation',
)

test.each(changeable)(
  'where a row of $name belongs and who made it is frozen',
  async ({ name }) => {
    const model = delegateOf(db, delegateName(name))
    const { id } = world.a.anchor(name)
    const change = (data: object) => refusalOf(() => model.update({ where: { id }, data }))
    for (const frozen of [
      { id: crypto.randomUUID() },
      { createdAt: new Date(0) },
      { createdById: world.as.owner.userId },
      { spaceId: world.b.spaceId },
    ]) {
      // The rule, and not the trigger behind it, whose refusal is "invalid".
      expect(await change(frozen), Object.keys(frozen)[0]).toBe('forbidden')
    }
  },
)

test('a title may change', async () => {
  const { id } = world.a.anchor('Study')
  const change = { where: { id }, data: { title: 'Changed' } }
  expect(await refusalOf(() => delegateOf(db, 'study').update(change))).toBe('done')
})
