import { beforeAll, describe, expect, it } from 'vitest'
import { findLiveMembership } from '@/lib/auth/membership'
import { leaveSpace, transferOwnership } from '@/lib/auth/memberships'
import type { SignedIn } from '@/lib/auth/sessions'
import { createSpace, deleteSpace } from '@/lib/auth/spaces'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { seedDemo } from '../../scripts/seed'
import { createPerson } from '../support/accounts'
import {
  AN_HOUR_AGO,
  addMember,
  createSpace as createTestSpace,
  unique,
} from '../support/factories'
import { answerOf } from '../support/matchers'

const input = () => ({
  name: 'Harbour',
  slug: unique('harbour'),
  timeZone: 'Asia/Amman',
  defaultLocale: 'ar',
})

const roleIn = async (slug: string, user: SignedIn) =>
  (await findLiveMembership(user.id, slug))?.role

/** A space with its owner and one member of a role. */
async function spaceWith(role: 'OWNER' | 'ADMIN' | 'COORDINATOR' | 'VIEWER') {
  const [owner, member] = [await createPerson(), await createPerson()]
  const space = await createTestSpace({ owner, name: 'Shared' })
  await addMember(space, member, role)
  return { space, owner, member }
}

describe('making a space', () => {
  it('makes its maker the owner', async () => {
    const person = await createPerson()
    const answer = await createSpace(person, input())
    if (!answer.ok) throw new Error(answer.reason)
    expect(await findLiveMembership(person.id, answer.slug)).toMatchObject({
      role: 'OWNER',
      space: { name: 'Harbour', timeZone: 'Asia/Amman', defaultLocale: 'ar', locales: ['ar'] },
    })
  })

  it('refuses an address that is taken, and says nothing about by whom', async () => {
    const { space } = await spaceWith('ADMIN')
    const answer = await createSpace(await createPerson(), { ...input(), slug: space.slug })
    expect(answer).toEqual({
      ok: false,
      reason: 'This address is taken.',
      fields: { slug: 'This address is taken. Choose another one.' },
    })
  })

  it.each([
    ['slug', 'Not A Slug'],
    ['slug', 'new'],
    ['name', '  '],
    ['timeZone', 'Europe/Atlantis'],
    ['defaultLocale', 'English'],
  ])('refuses %s %j with a sentence at the field', async (field, value) => {
    const answer = await createSpace(await createPerson(), { ...input(), [field]: value })
    expect(answer).toMatchObject({ ok: false, fields: { [field]: expect.any(String) } })
  })

  it('of one address by two people at once works for one of them', async () => {
    const wanted = input()
    const [first, second] = [await createPerson(), await createPerson()]
    const answers = await Promise.all([createSpace(first, wanted), createSpace(second, wanted)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })
})

describe('deleting a space', () => {
  beforeAll(async () => {
    await seedDemo()
  })

  const userOf = async (email: string) => {
    const { id, name } = await system.user.findUniqueOrThrow({ where: { email } })
    return { id, name, email }
  }

  it('takes an owner who types its name, and then everything of it and nothing else', async () => {
    const owner = await userOf('owner@demo.example')
    const name = 'Lindenau University, Clinical Psychology'
    expect(await deleteSpace(owner, 'demo-university', 'Lindenau')).toMatchObject({
      fields: { typedName: expect.stringContaining(name) },
    })
    const others = await system.participant.count({ where: { space: { slug: 'demo-relief' } } })
    expect(await deleteSpace(owner, 'demo-university', ` ${name} `)).toEqual({ ok: true })
    expect(await system.space.findUnique({ where: { slug: 'demo-university' } })).toBeNull()
    expect(await system.participant.count()).toBe(others)
    expect(others).toBeGreaterThan(50)
    expect(await userOf('coordinator@demo.example')).toBeTruthy()
  })

  it.each(['ADMIN', 'COORDINATOR', 'VIEWER'] as const)(
    'is refused to the role %s',
    async (role) => {
      const { space, member } = await spaceWith(role)
      expect(await deleteSpace(member, space.slug, space.name)).toMatchObject({
        reason: 'Only an owner can delete a space.',
      })
      expect(await system.space.count({ where: { id: space.id } })).toBe(1)
    },
  )

  it('of others is refused as if it did not exist', async () => {
    const { space } = await spaceWith('VIEWER')
    const stranger = await createPerson()
    const there = await deleteSpace(stranger, space.slug, space.name)
    expect(there).toEqual(await deleteSpace(stranger, unique('nowhere'), space.name))
    expect(await system.space.count({ where: { id: space.id } })).toBe(1)
  })
})

describe('handing a space over', () => {
  it('makes the other one owner and oneself admin', async () => {
    const { space, owner, member } = await spaceWith('VIEWER')
    expect(await transferOwnership(owner, space.slug, member.id)).toEqual({ ok: true })
    expect(await roleIn(space.slug, member)).toBe('OWNER')
    expect(await roleIn(space.slug, owner)).toBe('ADMIN')
  })

  it('is refused to whoever is not an owner', async () => {
    const { space, owner, member } = await spaceWith('ADMIN')
    expect(await transferOwnership(member, space.slug, owner.id)).toMatchObject({
      reason: 'Only an owner can hand over a space.',
    })
    expect(await roleIn(space.slug, member)).toBe('ADMIN')
  })

  it('reaches live members only', async () => {
    const { space, owner, member } = await spaceWith('VIEWER')
    await system.spaceUser.updateMany({
      where: { userId: member.id },
      data: { expiresAt: AN_HOUR_AGO },
    })
    const stranger = await createPerson()
    for (const target of [member, stranger]) {
      expect(await transferOwnership(owner, space.slug, target.id)).toMatchObject({ ok: false })
    }
    expect(await roleIn(space.slug, owner)).toBe('OWNER')
  })
})

describe('leaving a space', () => {
  it.each(['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'] as const)(
    'works for the role %s while there is another owner',
    async (role) => {
      const { space, member } = await spaceWith(role)
      expect(await leaveSpace(member, space.slug)).toEqual({ ok: true })
      expect(await roleIn(space.slug, member)).toBeUndefined()
    },
  )

  it('is refused to the last owner, in words', async () => {
    const { space, owner } = await spaceWith('ADMIN')
    expect(await leaveSpace(owner, space.slug)).toEqual({
      ok: false,
      reason: 'A space needs an owner. Make somebody else an owner first.',
    })
    expect(await roleIn(space.slug, owner)).toBe('OWNER')
  })
})

describe('a space keeps an owner', () => {
  it('when both owners leave at the same moment', async () => {
    const { space, owner, member } = await spaceWith('OWNER')
    const answers = await Promise.all([
      leaveSpace(owner, space.slug),
      leaveSpace(member, space.slug),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })

  it('when both owners demote each other at the same moment', async () => {
    for (let round = 0; round < 5; round++) {
      const { space, owner, member } = await spaceWith('OWNER')
      const demote = (by: SignedIn, whom: SignedIn) =>
        answerOf(
          openDoor({ userId: by.id, spaceId: space.id }).spaceUser.update({
            where: { spaceId_userId: { spaceId: space.id, userId: whom.id } },
            data: { role: 'VIEWER' },
          }),
        )
      const answers = await Promise.all([demote(owner, member), demote(member, owner)])
      expect(answers).toContain('done')
      const owners = await system.spaceUser.count({ where: { spaceId: space.id, role: 'OWNER' } })
      expect(owners).toBe(1)
    }
  })
})
