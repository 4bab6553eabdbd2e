import { beforeEach, describe, expect, test } from 'vitest'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { AN_HOUR_AGO, addMember, createSpace, createUser, IN_A_WEEK } from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { delegateOf } from './operations'

/** Membership is what every other rule rests on: nobody takes one, moves one or raises their own. */

async function createCast() {
  const a = await createSpace()
  const b = await createSpace()
  const admin = await createUser()
  const membership = await addMember(a, admin, 'ADMIN')
  const viewer = await createUser()
  const viewers = await addMember(a, viewer, 'VIEWER')
  const stranger = await createUser()
  return {
    ...{ a, b, admin, membership, viewer, viewers, stranger },
    asOwner: openDoor({ userId: a.owner.id, spaceId: a.id }),
    asAdmin: openDoor({ userId: admin.id, spaceId: a.id }),
    asStranger: openDoor({ userId: stranger.id, spaceId: a.id }),
  }
}

let cast: Awaited<ReturnType<typeof createCast>>
beforeEach(async () => {
  cast = await createCast()
})

const KEEPS_OWNER = 'A space needs an owner. Make somebody else an owner first.'

describe('nobody makes themselves a member', () => {
  test('by create, createMany or upsert, in the space they claim or in another', async () => {
    const { a, b, stranger, asStranger } = cast
    for (const space of [a, b]) {
      const data = { spaceId: space.id, userId: stranger.id, role: 'OWNER' as const }
      const where = { spaceId_userId: { spaceId: space.id, userId: stranger.id } }
      await expectNothingChanged(async () => {
        expect(await answerOf(asStranger.spaceUser.create({ data }))).toBe('forbidden')
        expect(await answerOf(asStranger.spaceUser.createMany({ data: [data] }))).toBe('forbidden')
        const upsert = asStranger.spaceUser.upsert({ where, create: data, update: {} })
        expect(await answerOf(upsert)).toBe('forbidden')
      })
    }
  })

  test('not even an owner writes a membership: people are invited', async () => {
    const { a, stranger, asOwner } = cast
    const data = { spaceId: a.id, userId: stranger.id, role: 'VIEWER' as const }
    await expectNothingChanged(async () => {
      expect(await answerOf(asOwner.spaceUser.create({ data }))).toBe('forbidden')
    })
  })

  test('nor inside the update of a space or of oneself', async () => {
    const { a, stranger, asOwner } = cast
    const create = { userId: stranger.id, role: 'OWNER' }
    const members = { create } as object
    await expectNothingChanged(async () => {
      const update = asOwner.space.update({ where: { id: a.id }, data: { members } })
      expect(await answerOf(update)).toBe('invalid')
    })
    const memberships = { create: { spaceId: a.id, role: 'OWNER' } } as object
    await expectNothingChanged(async () => {
      const update = cast.asStranger.user.update({
        where: { id: stranger.id },
        data: { memberships },
      })
      expect(await answerOf(update)).not.toBe('done')
    })
  })
})

describe('nobody raises their own role', () => {
  test('an admin cannot become owner by any operation; an owner can make them one', async () => {
    const { a, admin, membership, asAdmin, asOwner } = cast
    const where = { id: membership.id }
    const data = { role: 'OWNER' as const }
    const own = { spaceId: a.id, userId: admin.id, ...data }
    await expectNothingChanged(async () => {
      expect(await answerOf(asAdmin.spaceUser.update({ where, data }))).toBe('forbidden')
      expect(await asAdmin.spaceUser.updateMany({ where, data })).toEqual({ count: 0 })
      expect(await asAdmin.spaceUser.updateManyAndReturn({ where, data })).toEqual([])
      const upsert = asAdmin.spaceUser.upsert({ where, create: own, update: data })
      expect(await answerOf(upsert)).toBe('forbidden')
      const members = { update: { where, data } } as object
      const nested = asAdmin.space.update({ where: { id: a.id }, data: { members } })
      expect(await answerOf(nested)).toBe('invalid')
    })
    expect(await answerOf(asOwner.spaceUser.update({ where, data }))).toBe('done')
  })

  test('an owner does not change their own membership either', async () => {
    const { a, asOwner } = cast
    const where = { spaceId_userId: { spaceId: a.id, userId: a.owner.id } }
    await expectNothingChanged(async () => {
      const update = asOwner.spaceUser.update({ where, data: { role: 'VIEWER' } })
      expect(await answerOf(update)).toBe('forbidden')
    })
  })
})

describe('a membership stays where and whose it is', () => {
  test.each(['update', 'updateMany'] as const)('for an owner by %s', async (operation) => {
    const { b, membership, stranger, asOwner } = cast
    for (const data of [{ spaceId: b.id }, { userId: stranger.id }, { lastUsedAt: new Date() }]) {
      await expectNothingChanged(() =>
        answerOf(
          delegateOf(asOwner, 'spaceUser')[operation]({ where: { id: membership.id }, data }),
        ),
      )
    }
  })

  test('for an owner of both spaces too', async () => {
    const { a, b, membership } = cast
    await addMember(b, a.owner, 'OWNER')
    const asOwner = openDoor({ userId: a.owner.id, spaceId: a.id })
    await expectNothingChanged(async () => {
      const update = asOwner.spaceUser.update({
        where: { id: membership.id },
        data: { spaceId: b.id },
      })
      expect(await answerOf(update)).toBe('forbidden')
    })
  })
})

describe('a space keeps an owner', () => {
  test('the last one cannot leave, be removed, be lowered or be given an end', async () => {
    const { a, asOwner } = cast
    const second = await addMember(a, await createUser(), 'OWNER')
    const secondDoor = openDoor({ userId: second.userId, spaceId: a.id })
    const where = { spaceId_userId: { spaceId: a.id, userId: a.owner.id } }
    // Of two, the first may go ...
    expect(await answerOf(asOwner.spaceUser.delete({ where }))).toBe('done')
    // ... and then the other one is the last.
    await expectNothingChanged(async () => {
      const leave = secondDoor.spaceUser.delete({ where: { id: second.id } })
      expect((await problemFrom(leave))?.message).toBe(KEEPS_OWNER)
      const lower = system.spaceUser.update({ where: { id: second.id }, data: { role: 'ADMIN' } })
      expect((await problemFrom(lower))?.message).toBe(KEEPS_OWNER)
      const data = { expiresAt: IN_A_WEEK }
      expect(await answerOf(system.spaceUser.update({ where: { id: second.id }, data }))).toBe(
        'invalid',
      )
    })
  })

  test('deactivating the last owner is refused, deactivating one of two is not', async () => {
    const { a } = cast
    const deactivate = (id: string) =>
      system.user.update({ where: { id }, data: { status: 'DEACTIVATED' } })
    expect((await problemFrom(deactivate(a.owner.id)))?.message).toBe(KEEPS_OWNER)
    const second = await createUser()
    await addMember(a, second, 'OWNER')
    expect(await answerOf(deactivate(a.owner.id))).toBe('done')
    expect((await problemFrom(deactivate(second.id)))?.message).toBe(KEEPS_OWNER)
  })

  test('of two owners who lower each other at once, exactly one succeeds', async () => {
    for (let round = 0; round < 5; round++) {
      const space = await createSpace()
      const second = await createUser()
      await addMember(space, second, 'OWNER')
      const lower = (by: string, whom: string) =>
        openDoor({ userId: by, spaceId: space.id }).spaceUser.update({
          where: { spaceId_userId: { spaceId: space.id, userId: whom } },
          data: { role: 'VIEWER' },
        })
      const answers = await Promise.all([
        answerOf(lower(space.owner.id, second.id)),
        answerOf(lower(second.id, space.owner.id)),
      ])
      expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
      const owners = await system.spaceUser.count({ where: { spaceId: space.id, role: 'OWNER' } })
      expect(owners).toBe(1)
    }
  })

  test('an owner membership with an end cannot exist', async () => {
    const { asOwner, viewers } = cast
    const data = { role: 'OWNER' as const, expiresAt: IN_A_WEEK }
    await expectNothingChanged(async () => {
      const update = asOwner.spaceUser.update({ where: { id: viewers.id }, data })
      expect(await answerOf(update)).toBe('invalid')
    })
  })
})

describe('a change of membership holds for the next call of an open client', () => {
  const titles = () => cast.asAdmin.study.findMany({ select: { id: true } })
  const add = (key: string) => cast.asAdmin.study.create({ data: { key, title: 'A study' } })

  test('a lower role', async () => {
    expect(await answerOf(add('before'))).toBe('done')
    await system.spaceUser.update({ where: { id: cast.membership.id }, data: { role: 'VIEWER' } })
    expect(await answerOf(add('after'))).toBe('forbidden')
    expect(await titles()).toHaveLength(1)
  })

  test('an end', async () => {
    expect(await answerOf(add('before'))).toBe('done')
    const data = { expiresAt: AN_HOUR_AGO }
    await system.spaceUser.update({ where: { id: cast.membership.id }, data })
    expect(await answerOf(add('after'))).toBe('forbidden')
    expect(await titles()).toEqual([])
  })

  test('a removal', async () => {
    expect(await answerOf(add('before'))).toBe('done')
    await cast.asOwner.spaceUser.delete({ where: { id: cast.membership.id } })
    expect(await answerOf(add('after'))).toBe('forbidden')
    expect(await titles()).toEqual([])
  })

  test('within an open transaction', async () => {
    const refused = cast.asAdmin.$transaction(async (tx) => {
      await tx.study.create({ data: { key: 'before', title: 'A study' } })
      await system.spaceUser.delete({ where: { id: cast.membership.id } })
      await tx.study.create({ data: { key: 'after', title: 'A study' } })
    })
    expect(await answerOf(refused)).toBe('forbidden')
    expect(await system.study.count({ where: { spaceId: cast.a.id } })).toBe(0)
  })
})
