import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '@/generated/prisma/enums'
import {
  acceptInvitation,
  acceptInvitationAsNewUser,
  readInvitation,
} from '@/lib/auth/accept-invitation'
import { invite, resendInvitation } from '@/lib/auth/invitations'
import { findLiveMembership } from '@/lib/auth/membership'
import type { SignedIn } from '@/lib/auth/sessions'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { createPerson, PASSWORD } from '../support/accounts'
import { AN_HOUR_AGO, addMember, createSpace, unique } from '../support/factories'
import { newestLinkTo, newestMailTo } from '../support/mailbox'
import { Visitor } from '../support/visitor'

let space: Awaited<ReturnType<typeof createSpace>>
let people: Record<Role, SignedIn>

beforeAll(async () => {
  const owner = await createPerson(undefined, 'Olga Owner')
  space = await createSpace({ owner, name: 'Harbour & Co' })
  const member = async (role: Role) => {
    const person = await createPerson()
    await addMember(space, person, role)
    return person
  }
  people = {
    OWNER: owner,
    ADMIN: await member('ADMIN'),
    COORDINATOR: await member('COORDINATOR'),
    VIEWER: await member('VIEWER'),
  }
})

const newEmail = () => `${unique('guest')}@people.example`

async function invited(email = newEmail(), role: Role = 'COORDINATOR') {
  const answer = await invite(people.OWNER, space.slug, { email, role })
  if (!answer.ok) throw new Error(answer.reason)
  return { email, invitationId: answer.invitationId, secret: await newestLinkTo(email) }
}

const roleOf = async (user: SignedIn) => (await findLiveMembership(user.id, space.slug))?.role

describe('the right to invite', () => {
  it.each<[Role, Role[]]>([
    ['OWNER', ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER']],
    ['ADMIN', ['COORDINATOR', 'VIEWER']],
    ['COORDINATOR', []],
    ['VIEWER', []],
  ])('of the role %s reaches %j', async (role, allowed) => {
    for (const offered of ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'] as const) {
      const email = newEmail()
      const answer = await invite(people[role], space.slug, { email, role: offered })
      expect(answer.ok, `${role} invites ${offered}`).toBe(allowed.includes(offered))
      const mails = await system.outboxMessage.count({ where: { to: email } })
      expect(mails, `mails about ${offered}`).toBe(answer.ok ? 1 : 0)
    }
  })

  it('does not belong to others, who learn nothing about the space', async () => {
    const stranger = await createPerson()
    const input = { email: newEmail(), role: 'VIEWER' } as const
    const there = await invite(stranger, space.slug, input)
    const nowhere = await invite(stranger, unique('nowhere'), input)
    expect(there).toEqual(nowhere)
    expect(there.ok).toBe(false)
  })
})

describe('inviting', () => {
  it('writes who invites, whereto and as what', async () => {
    const { email, secret } = await invited()
    const { subject, text } = await newestMailTo(email)
    expect(subject).toBe('Invitation to Harbour & Co')
    expect(text).toContain('Olga Owner invites you to work in the space "Harbour & Co"')
    expect(text).toContain(`http://localhost:3000/invitation/${secret}`)
  })

  it('a member says so', async () => {
    const { email } = people.VIEWER
    expect(await invite(people.OWNER, space.slug, { email, role: 'ADMIN' })).toMatchObject({
      fields: { email: 'This is a member already.' },
    })
  })

  it('twice says so, until the first invitation has expired', async () => {
    const { email, invitationId } = await invited()
    const again = { email: email.toUpperCase(), role: 'VIEWER' } as const
    expect(await invite(people.OWNER, space.slug, again)).toMatchObject({
      fields: { email: expect.stringContaining('open invitation already') },
    })
    const past = { expiresAt: AN_HOUR_AGO }
    await system.invitation.update({ where: { id: invitationId }, data: past })
    expect(await invite(people.OWNER, space.slug, again)).toMatchObject({ ok: true })
  })
})

describe('sending an invitation again', () => {
  it('makes the former link void and the new one good for a week', async () => {
    const { email, invitationId, secret } = await invited()
    expect(await resendInvitation(people.ADMIN, space.slug, invitationId)).toEqual({ ok: true })
    const newer = await newestLinkTo(email)
    expect(newer).not.toBe(secret)
    expect(await readInvitation(secret)).toEqual({ state: 'unknown' })
    expect(await readInvitation(newer)).toMatchObject({ state: 'open', email })
  })

  it.each(['COORDINATOR', 'VIEWER'] as const)('is refused to the role %s', async (role) => {
    const { invitationId, secret } = await invited()
    expect(await resendInvitation(people[role], space.slug, invitationId)).toMatchObject({
      ok: false,
    })
    expect(await readInvitation(secret)).toMatchObject({ state: 'open' })
  })

  it('is refused to the owner of another space, whatever the id', async () => {
    const { invitationId, secret } = await invited()
    const other = await createPerson()
    const elsewhere = await createSpace({ owner: other })
    const answer = await resendInvitation(other, elsewhere.slug, invitationId)
    expect(answer).toMatchObject({ ok: false })
    expect(await readInvitation(secret)).toMatchObject({ state: 'open' })
  })

  it('takes an id and no filter', async () => {
    const filter = { not: 'x' } as unknown as string
    await expect(resendInvitation(people.OWNER, space.slug, filter)).rejects.toThrow()
  })
})

describe('an invitation link', () => {
  it('starts nothing by being looked at', async () => {
    const { email, secret } = await invited()
    const seen = {
      state: 'open',
      email,
      role: 'COORDINATOR',
      space: { slug: space.slug, name: 'Harbour & Co' },
      account: 'none',
    }
    expect(await readInvitation(secret)).toEqual(seen)
    expect(await readInvitation(secret)).toEqual(seen)
    expect(await system.user.count({ where: { email } })).toBe(0)
  })

  it('makes an account and a membership in one step for somebody new', async () => {
    const { email, secret } = await invited()
    const answer = await acceptInvitationAsNewUser(
      { name: 'Gast', password: PASSWORD },
      secret,
      'a',
    )
    expect(answer).toEqual({ ok: true, email, slug: space.slug, space: 'Harbour & Co' })
    const visitor = new Visitor()
    expect(await visitor.signIn(email, PASSWORD)).toMatchObject({ ok: true })
    const user = await visitor.user()
    expect(user && (await roleOf(user))).toBe('COORDINATOR')
  })

  it('lets in whoever is signed in with the invited e-mail', async () => {
    const person = await createPerson()
    const { secret } = await invited(person.email, 'ADMIN')
    expect(await readInvitation(secret)).toMatchObject({ account: 'active' })
    expect(await acceptInvitation(person, secret, 'a')).toMatchObject({ ok: true })
    expect(await roleOf(person)).toBe('ADMIN')
  })

  it('does not let in anybody else, and is not used up by them', async () => {
    const { email, secret } = await invited()
    const other = await createPerson()
    expect(await acceptInvitation(other, secret, 'a')).toEqual({
      ok: false,
      reason: `This invitation is for ${email}. You are signed in as ${other.email}.`,
    })
    expect(await roleOf(other)).toBeUndefined()
    expect(await readInvitation(secret)).toMatchObject({ state: 'open' })
  })

  it('makes no second account for an e-mail that has one, and is not used up by trying', async () => {
    const person = await createPerson()
    const { secret } = await invited(person.email)
    const account = { name: 'Thief', password: PASSWORD }
    expect(await acceptInvitationAsNewUser(account, secret, 'a')).toMatchObject({ ok: false })
    expect(await readInvitation(secret)).toMatchObject({ state: 'open' })
  })

  it('works once', async () => {
    const person = await createPerson()
    const { secret } = await invited(person.email)
    await acceptInvitation(person, secret, 'a')
    expect(await readInvitation(secret)).toEqual({ state: 'used' })
    expect(await acceptInvitation(person, secret, 'a')).toMatchObject({
      reason: expect.stringContaining('accepted already'),
    })
  })

  it('works once at the same moment too, in both ways', async () => {
    const person = await createPerson()
    const { secret } = await invited(person.email)
    const asMember = await Promise.all([
      acceptInvitation(person, secret, 'b'),
      acceptInvitation(person, secret, 'b'),
    ])
    expect(asMember.filter(({ ok }) => ok)).toHaveLength(1)

    const guest = await invited()
    const account = { name: 'Gast', password: PASSWORD }
    const asNew = await Promise.all([
      acceptInvitationAsNewUser(account, guest.secret, 'b'),
      acceptInvitationAsNewUser(account, guest.secret, 'b'),
    ])
    expect(asNew.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await system.user.count({ where: { email: guest.email } })).toBe(1)
  })

  it('expires, is withdrawn, and dies with its space', async () => {
    const expired = await invited()
    await system.invitation.update({
      where: { id: expired.invitationId },
      data: { expiresAt: AN_HOUR_AGO },
    })
    expect(await readInvitation(expired.secret)).toEqual({ state: 'expired' })

    const withdrawn = await invited()
    const door = openDoor({ userId: people.ADMIN.id, spaceId: space.id })
    await door.invitation.delete({ where: { id: withdrawn.invitationId } })
    expect(await readInvitation(withdrawn.secret)).toEqual({ state: 'withdrawn' })
    const account = { name: 'Gast', password: PASSWORD }
    expect(await acceptInvitationAsNewUser(account, withdrawn.secret, 'c')).toMatchObject({
      reason: expect.stringContaining('withdrawn'),
    })

    const suspended = await invited()
    await system.space.update({ where: { id: space.id }, data: { status: 'SUSPENDED' } })
    expect(await readInvitation(suspended.secret)).toEqual({ state: 'withdrawn' })
    await system.space.update({ where: { id: space.id }, data: { status: 'ACTIVE' } })
  })

  it('leaves a live membership as it is, and revives an expired one', async () => {
    const person = await createPerson()
    const first = await invited(person.email, 'VIEWER')
    await addMember(space, person, 'ADMIN')
    await acceptInvitation(person, first.secret, 'c')
    expect(await roleOf(person)).toBe('ADMIN')

    await system.spaceUser.updateMany({
      where: { userId: person.id },
      data: { expiresAt: AN_HOUR_AGO },
    })
    expect(await roleOf(person)).toBeUndefined()
    const second = await invited(person.email, 'VIEWER')
    await acceptInvitation(person, second.secret, 'c')
    expect(await roleOf(person)).toBe('VIEWER')
  })
})
