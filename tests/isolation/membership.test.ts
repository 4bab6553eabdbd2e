import { beforeEach, describe, expect, test, vi } from 'vitest'
import { type Db, type DbTransaction, openDoor, transactFenced } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import {
  AN_HOUR_AGO,
  addMember,
  createIdentity,
  createParticipant,
  createSpace,
  createStudy,
  createUser,
  unique,
} from '../support/factories'
import { answerOf } from '../support/matchers'
import { rpc, signedInCookie } from '../support/rpc'
import { countCase } from './cases'

/** A membership that changes has changed: for the next statement, wherever the person was just then. */

type Scene = {
  space: Awaited<ReturnType<typeof createSpace>>
  study: { id: string }
  userId: string
  membershipId: string
  db: Db
}

let scene: Scene
beforeEach(async () => {
  const space = await createSpace()
  const study = await createStudy(space, { status: 'DRAFT' })
  await createIdentity(await createParticipant(study))
  const user = await createUser()
  const membership = await addMember(space, user, 'ADMIN')
  const db = openDoor({ userId: user.id, spaceId: space.id })
  scene = { space, study, userId: user.id, membershipId: membership.id, db }
})

const byId = () => ({ where: { id: scene.membershipId } })

/** What ends a membership, made on another connection. */
const ends = {
  removal: () => system.spaceUser.delete(byId()),
  expiry: () => system.spaceUser.update({ ...byId(), data: { expiresAt: AN_HOUR_AGO } }),
  deactivation: () =>
    system.user.update({ where: { id: scene.userId }, data: { status: 'DEACTIVATED' } }),
}
const demotion = () => system.spaceUser.update({ ...byId(), data: { role: 'VIEWER' } })

const REFUSED = ['forbidden', 'not_found']
const draft = () => ({ key: unique('study'), title: 'New' })

/** What a client of the door, or of its transaction, sees and may do now. */
async function mayDo(db: DbTransaction) {
  countCase()
  const { id } = scene.study
  const [studies, identities] = [await db.study.count(), await db.participantIdentity.count()]
  const updated = await db.study.updateMany({ where: { id }, data: { summary: unique('new') } })
  return { studies, identities, updated: updated.count }
}

const everything = { studies: 1, identities: 1, updated: 1 }
const nothing = { studies: 0, identities: 0, updated: 0 }

describe.each(Object.entries(ends))('%s', (_, end) => {
  test('ends everything for a client that is open', async () => {
    const { db, study } = scene
    expect(await mayDo(db)).toEqual(everything)
    await end()
    expect(await mayDo(db)).toEqual(nothing)
    expect(REFUSED).toContain(await answerOf(db.study.create({ data: draft() })))
    expect(await answerOf(db.study.update({ where: { id: study.id }, data: {} }))).toBe('not_found')
    expect(await answerOf(db.study.delete({ where: { id: study.id } }))).toBe('not_found')
  })

  test('ends everything in the middle of a long transaction', async () => {
    await scene.db.$transaction(async (tx) => {
      // Reads only: a row that this transaction had locked would make the other connection wait.
      expect(await tx.study.count()).toBe(1)
      await end()
      expect(await mayDo(tx)).toEqual(nothing)
    })
    const created = scene.db.$transaction(async (tx) => {
      await tx.study.create({ data: draft() })
    })
    expect(REFUSED).toContain(await answerOf(created))
  })

  test('ends everything for raw SQL under row-level security', async () => {
    const { userId, space } = scene
    const work = await transactFenced({ userId, spaceId: space.id }, async (_db, tx) => {
      const before = await tx.study.count()
      await end()
      const { count } = await tx.study.updateMany({ data: { summary: 'x' } })
      return { before, after: await tx.study.count(), count }
    })
    expect(work).toEqual({ before: 1, after: 0, count: 0 })
  })

  test('takes no request back that was answered before, and lets none in that came after', async () => {
    const { db } = scene
    const early = Array.from({ length: 20 }, () => db.study.count())
    await end()
    const late = Array.from({ length: 20 }, () => db.study.count())
    // Those in flight were let in or not, one by one.
    for (const count of await Promise.all(early)) expect([0, 1]).toContain(count)
    expect(await Promise.all(late)).toEqual(Array(20).fill(0))
  })

  test('ends what the browser may ask', async () => {
    const { userId, space } = scene
    const call = rpc({ cookie: await signedInCookie(userId), space: space.slug })
    expect((await call('study', 'count')).body.data).toBe(1)
    await end()
    const { body } = await call('study', 'count')
    expect(['no_space', 'signed_out']).toContain(body.error.code)
  })
})

describe('a lesser role', () => {
  const lesser = { studies: 1, identities: 0, updated: 0 }

  test('holds for a client that is open', async () => {
    const { db, study } = scene
    expect(await mayDo(db)).toEqual(everything)
    await demotion()
    expect(await mayDo(db)).toEqual(lesser)
    expect(await answerOf(db.study.create({ data: draft() }))).toBe('forbidden')
    expect(await answerOf(db.study.delete({ where: { id: study.id } }))).toBe('forbidden')
  })

  test('holds in the middle of a long transaction', async () => {
    await scene.db.$transaction(async (tx) => {
      expect(await tx.participantIdentity.count()).toBe(1)
      await demotion()
      expect(await mayDo(tx)).toEqual(lesser)
    })
  })
})

test('a membership that runs out by itself is over from that moment on', async () => {
  const { db } = scene
  const expiresAt = new Date(Date.now() + 1_500)
  await system.spaceUser.update({ ...byId(), data: { expiresAt } })
  expect(await db.study.count()).toBe(1)
  await vi.waitFor(async () => expect(await db.study.count()).toBe(0), { timeout: 60_000 })
  expect(Date.now()).toBeGreaterThanOrEqual(expiresAt.getTime())
  expect(await mayDo(db)).toEqual(nothing)
})

test('it runs out inside a transaction that began before', async () => {
  const expiresAt = new Date(Date.now() + 1_500)
  await system.spaceUser.update({ ...byId(), data: { expiresAt } })
  await scene.db.$transaction(async (tx) => {
    expect(await tx.study.count()).toBe(1)
    await vi.waitFor(async () => expect(await tx.study.count()).toBe(0), { timeout: 60_000 })
    expect(await mayDo(tx)).toEqual(nothing)
  })
})
