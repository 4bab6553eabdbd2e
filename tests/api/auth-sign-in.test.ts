import { verify } from '@node-rs/argon2'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createAccount } from '@/lib/auth/accounts'
import { newPassword } from '@/lib/auth/password-rule'
import { SESSION_COOKIE, secretOfCookie } from '@/lib/auth/session-cookie'
import type { SignedIn } from '@/lib/auth/sessions'
import { checkPassword } from '@/lib/auth/sign-in'
import { system } from '@/lib/db/system'
import { createPerson, PASSWORD } from '../support/accounts'
import { unique } from '../support/factories'
import { Visitor } from '../support/visitor'

// The comparison itself, counted: how long an answer takes is the comparison.
vi.mock(import('@node-rs/argon2'), async (original) => {
  const argon2 = await original()
  return { ...argon2, verify: vi.fn(argon2.verify) }
})

const WRONG = 'The e-mail address or the password is not right.'

let person: SignedIn
let closed: SignedIn

beforeAll(async () => {
  person = await createPerson()
  closed = await createPerson()
  await system.user.update({ where: { id: closed.id }, data: { status: 'DEACTIVATED' } })
})

describe('signing in with a password', () => {
  it('lets in, and both next-auth and our own pages know who it is', async () => {
    const visitor = new Visitor()
    expect(await visitor.user()).toBeNull()
    expect(await visitor.signIn(person.email, PASSWORD)).toEqual({ ok: true, reason: null })
    expect(await visitor.user()).toEqual(person)
    expect(await visitor.session()).toMatchObject({ user: { email: person.email } })
  })

  it('takes the e-mail in any case and the password in any Unicode form', async () => {
    const password = newPassword.parse('caf\u00e9 caf\u00e9 caf\u00e9')
    const email = `${unique('u')}@people.example`
    await system.$transaction((tx) => createAccount(tx, email, { name: 'U', password }))
    const answer = await new Visitor().signIn(
      ` ${email.toUpperCase()} `,
      'cafe\u0301 cafe\u0301 cafe\u0301',
    )
    expect(answer).toMatchObject({ ok: true })
  })

  it('keeps a secret in the cookie of which the database knows only the hash', async () => {
    const visitor = new Visitor()
    await visitor.signIn(person.email, PASSWORD)
    const secret = await secretOfCookie(visitor.cookies.get(SESSION_COOKIE))
    const rows = await system.session.findMany()
    expect(secret).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(rows)).not.toContain(secret)
  })

  it('sets a cookie that scripts cannot read and other sites cannot send with a post', async () => {
    const visitor = new Visitor()
    const { body } = await visitor.get('csrf')
    const { csrfToken } = body as { csrfToken: string }
    const fields = { csrfToken, email: person.email, password: PASSWORD }
    const { setCookies } = await visitor.call('POST', 'callback/credentials', {}, fields)
    const cookie = setCookies.find((line) => line.startsWith(SESSION_COOKIE))
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Lax')
    expect(cookie).toContain('Path=/')
  })

  it('refuses a post without the token against cross-site requests', async () => {
    const visitor = new Visitor()
    const fields = { email: person.email, password: PASSWORD }
    await visitor.call('POST', 'callback/credentials', {}, fields)
    expect(await visitor.user()).toBeNull()
  })

  it('answers alike for a wrong password, an unknown e-mail and a deactivated account', async () => {
    const answers = [
      await new Visitor().signIn(person.email, 'not the password'),
      await new Visitor().signIn(`${unique('nobody')}@people.example`, PASSWORD),
      await new Visitor().signIn(closed.email, PASSWORD),
      await new Visitor().signIn('not an address', PASSWORD),
    ]
    for (const answer of answers) expect(answer).toEqual({ ok: false, reason: WRONG })
  })

  it('compares as costly a hash for an unknown e-mail and a deactivated account as for a wrong password', async () => {
    const tries = {
      wrong: () => checkPassword(person.email, 'not the password', unique('a')),
      unknown: () => checkPassword(`${unique('no')}@people.example`, PASSWORD, unique('a')),
      deactivated: () => checkPassword(closed.email, PASSWORD, unique('a')),
    }
    for (const [kind, attempt] of Object.entries(tries)) {
      vi.mocked(verify).mockClear()
      await attempt()
      const costs = vi
        .mocked(verify)
        .mock.calls.map(([hash]) => String(hash).split('$').slice(1, 4))
      expect(costs, kind).toEqual([['argon2id', 'v=19', 'm=19456,t=2,p=1']])
    }
  })
})

describe('too many wrong passwords', () => {
  it('close the door for this e-mail at this address, and say until when', async () => {
    const victim = await createPerson()
    const visitor = new Visitor()
    // All at once, which must not let more of them through.
    const guess = (n: number) => checkPassword(victim.email, `guess ${n}`, visitor.address)
    const answers = await Promise.all(Array.from({ length: 14 }, (_, n) => guess(n)))
    expect(answers.filter((answer) => !answer.ok && answer.reason === WRONG)).toHaveLength(10)
    const limited = await visitor.signIn(victim.email, PASSWORD)
    expect(limited.reason).toMatch(
      /^Too many attempts\. Please try again in (a minute|\d+ minutes)\.$/,
    )
    expect(await new Visitor().signIn(victim.email, PASSWORD)).toMatchObject({ ok: true })
  })

  it('close the door for all e-mails from one address after a hundred', async () => {
    const visitor = new Visitor()
    const guess = (n: number) => checkPassword(`guess-${n}@people.example`, 'x', visitor.address)
    await Promise.all(Array.from({ length: 100 }, (_, n) => guess(n)))
    expect(await visitor.signIn(person.email, PASSWORD)).toMatchObject({ ok: false })
    expect(await new Visitor().signIn(person.email, PASSWORD)).toMatchObject({ ok: true })
  })

  it('do not count those who get in', async () => {
    const visitor = new Visitor()
    for (let n = 0; n < 12; n++) {
      expect(await visitor.signIn(person.email, PASSWORD)).toMatchObject({ ok: true })
    }
  })
})

describe('a session', () => {
  it('ends at once when its user signs out, and the copied cookie is void', async () => {
    const visitor = new Visitor()
    await visitor.signIn(person.email, PASSWORD)
    const copied = visitor.cookies.get(SESSION_COOKIE) ?? ''
    await visitor.signOut()
    expect(visitor.cookies.has(SESSION_COOKIE)).toBe(false)
    const thief = new Visitor()
    thief.cookies.set(SESSION_COOKIE, copied)
    expect(await thief.user()).toBeNull()
    expect(await thief.session()).toEqual({})
  })

  it('ends after its time, and is cleared away at the next sign-in', async () => {
    const visitor = new Visitor()
    await visitor.signIn(person.email, PASSWORD)
    const past = { expiresAt: new Date(Date.now() - 1000) }
    await system.session.updateMany({ where: { userId: person.id }, data: past })
    expect(await visitor.user()).toBeNull()
    expect(await visitor.session()).toEqual({})
    await new Visitor().signIn(person.email, PASSWORD)
    expect(await system.session.count({ where: { userId: person.id } })).toBe(1)
  })

  it('is void without its row, even with an authentic cookie', async () => {
    const visitor = new Visitor()
    await visitor.signIn(person.email, PASSWORD)
    await system.session.deleteMany({ where: { userId: person.id } })
    expect(await visitor.user()).toBeNull()
  })

  it.each(['', 'nonsense', 'a.b.c.d.e'])('is not made by a made-up cookie (%j)', async (cookie) => {
    const visitor = new Visitor()
    visitor.cookies.set(SESSION_COOKIE, cookie)
    expect(await visitor.user()).toBeNull()
  })
})

describe('where signing in leads', () => {
  it.each([
    ['/spaces/demo?x=1', 'http://localhost:3000/spaces/demo?x=1'],
    ['http://localhost:3000/account', 'http://localhost:3000/account'],
    ['https://evil.example/', 'http://localhost:3000/'],
    ['http://localhost:3000.evil.example/', 'http://localhost:3000/'],
    ['//evil.example/', 'http://localhost:3000/'],
    ['/.//evil.example/', 'http://localhost:3000/'],
    ['/\\evil.example/', 'http://localhost:3000/'],
  ])('from %s is %s', async (callbackUrl, expected) => {
    const visitor = new Visitor()
    const fields = { email: person.email, password: PASSWORD, callbackUrl, json: 'true' }
    const { body } = await visitor.post('callback/credentials', fields)
    expect(body).toEqual({ url: expected })
  })
})
