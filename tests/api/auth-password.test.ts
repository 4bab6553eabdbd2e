import { describe, expect, it } from 'vitest'
import { changePassword, deactivateAccount, signOutElsewhere } from '@/lib/auth/own-account'
import { requestPasswordReset, resetPassword } from '@/lib/auth/password-reset'
import { SESSION_COOKIE, secretOfCookie } from '@/lib/auth/session-cookie'
import { countSessions, type SignedIn } from '@/lib/auth/sessions'
import { system } from '@/lib/db/system'
import { createPerson, PASSWORD } from '../support/accounts'
import { addMember, createSpace, unique } from '../support/factories'
import { newestLinkTo, newestMailTo } from '../support/mailbox'
import { Visitor } from '../support/visitor'

const NEW_PASSWORD = 'another long password'

async function signedIn(person: SignedIn): Promise<{ visitor: Visitor; secret: string }> {
  const visitor = new Visitor()
  await visitor.signIn(person.email, PASSWORD)
  const secret = await secretOfCookie(visitor.cookies.get(SESSION_COOKIE))
  return { visitor, secret: secret ?? '' }
}

describe('changing the password', () => {
  it('keeps this session and ends all others', async () => {
    const person = await createPerson()
    const here = await signedIn(person)
    const there = await signedIn(person)
    const change = { current: PASSWORD, password: NEW_PASSWORD }
    expect(await changePassword(person, change, here.secret)).toEqual({ ok: true })
    expect(await here.visitor.user()).toEqual(person)
    expect(await there.visitor.user()).toBeNull()
    expect(await new Visitor().signIn(person.email, PASSWORD)).toMatchObject({ ok: false })
    expect(await new Visitor().signIn(person.email, NEW_PASSWORD)).toMatchObject({ ok: true })
    expect((await newestMailTo(person.email)).subject).toBe('Your password was changed')
  })

  it('asks for the present one, and not without end', async () => {
    const person = await createPerson()
    const { visitor, secret } = await signedIn(person)
    const wrong = { current: 'not my password', password: NEW_PASSWORD }
    for (let n = 0; n < 10; n++) {
      expect(await changePassword(person, wrong, secret)).toMatchObject({
        fields: { current: 'This is not your password.' },
      })
    }
    const right = { current: PASSWORD, password: NEW_PASSWORD }
    expect(await changePassword(person, right, secret)).toMatchObject({
      reason: expect.stringContaining('Too many attempts'),
    })
    expect(await visitor.user()).toEqual(person)
  })
})

describe('a forgotten password', () => {
  it('is replaced through a link that works once and ends every session', async () => {
    const person = await createPerson()
    const { visitor } = await signedIn(person)
    expect(await requestPasswordReset(person.email, 'a')).toEqual({ ok: true })
    const secret = await newestLinkTo(person.email)
    expect(await resetPassword(NEW_PASSWORD, secret, 'a')).toEqual({
      ok: true,
      email: person.email,
    })
    expect(await visitor.user()).toBeNull()
    expect(await new Visitor().signIn(person.email, NEW_PASSWORD)).toMatchObject({ ok: true })
    expect(await resetPassword(PASSWORD, secret, 'a')).toMatchObject({
      reason: expect.stringContaining('used already'),
    })
  })

  it('voids the other links that were asked for', async () => {
    const person = await createPerson()
    await requestPasswordReset(person.email, 'a')
    const first = await newestLinkTo(person.email)
    await requestPasswordReset(person.email, 'a')
    const second = await newestLinkTo(person.email)
    expect(await resetPassword(NEW_PASSWORD, second, 'a')).toMatchObject({ ok: true })
    expect(await resetPassword(PASSWORD, first, 'a')).toMatchObject({ ok: false })
  })

  it('is answered alike for an unknown address, whose mail has no link to a password', async () => {
    const email = `${unique('nobody')}@people.example`
    expect(await requestPasswordReset(email, 'b')).toEqual({ ok: true })
    const { subject, text } = await newestMailTo(email)
    expect(subject).toBe('No account with this e-mail address')
    expect(text).not.toContain('/reset-password/')
  })

  it('is of no use to a deactivated account, with a link from before either', async () => {
    const person = await createPerson()
    await requestPasswordReset(person.email, 'c')
    const secret = await newestLinkTo(person.email)
    await deactivateAccount(person)
    expect(await resetPassword(NEW_PASSWORD, secret, 'c')).toMatchObject({ ok: false })
    await requestPasswordReset(person.email, 'c')
    expect((await newestMailTo(person.email)).text).not.toContain('/reset-password/')
  })
})

describe('ending sessions', () => {
  it('everywhere else leaves this one', async () => {
    const person = await createPerson()
    const here = await signedIn(person)
    const there = await signedIn(person)
    expect(await countSessions(person.id)).toBe(2)
    await signOutElsewhere(person, here.secret)
    expect(await here.visitor.user()).toEqual(person)
    expect(await there.visitor.user()).toBeNull()
  })
})

describe('deactivating an account', () => {
  it('ends its sessions at once and lets nobody in again', async () => {
    const person = await createPerson()
    const { visitor } = await signedIn(person)
    expect(await deactivateAccount(person)).toEqual({ ok: true })
    expect(await visitor.user()).toBeNull()
    expect(await visitor.session()).toEqual({})
    expect(await new Visitor().signIn(person.email, PASSWORD)).toMatchObject({ ok: false })
  })

  it('is refused for the only owner of spaces, which it names', async () => {
    const person = await createPerson()
    await createSpace({ owner: person, name: 'Harbour' })
    const shared = await createSpace({ owner: person, name: 'Shared' })
    await addMember(shared, await createPerson(), 'OWNER')
    expect(await deactivateAccount(person)).toEqual({
      ok: false,
      reason: 'You are the only owner of Harbour. Hand it over or delete it first.',
    })
    expect(await system.user.findUnique({ where: { id: person.id } })).toMatchObject({
      status: 'ACTIVE',
    })
  })

  it('by both owners at the same moment leaves one of them', async () => {
    const [first, second] = [await createPerson(), await createPerson()]
    const space = await createSpace({ owner: first })
    await addMember(space, second, 'OWNER')
    const answers = await Promise.all([deactivateAccount(first), deactivateAccount(second)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
  })
})
