import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readToken } from '@/lib/auth/email-tokens'
import { finishSignUp, requestSignUp } from '@/lib/auth/sign-up'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { createPerson, PASSWORD } from '../support/accounts'
import { unique } from '../support/factories'
import { newestLinkTo, newestMailTo, secretIn } from '../support/mailbox'
import { type MailServer, startMailServer } from '../support/smtp'
import { Visitor } from '../support/visitor'

const account = { name: 'Ada', password: PASSWORD }
const newEmail = () => `${unique('ada')}@people.example`

async function signUp(email = newEmail()): Promise<{ email: string; secret: string }> {
  await requestSignUp({ name: 'Ada', email }, unique('address'))
  return { email, secret: await newestLinkTo(email) }
}

describe('signing up through a real mail server', () => {
  let mail: MailServer

  beforeAll(async () => {
    mail = await startMailServer()
    env.SMTP_URL = mail.url
  })

  afterAll(async () => {
    env.SMTP_URL = undefined
    await mail.close()
  })

  it('sends a link that makes an account, and with it one can sign in', async () => {
    const email = newEmail()
    expect(await requestSignUp({ name: 'Ada', email }, 'a')).toEqual({ ok: true })
    const letter = await vi.waitFor(() => {
      const found = mail.received.find(({ to }) => to?.[0]?.address === email)
      if (!found) throw new Error('No mail yet.')
      return found
    })
    expect(letter.subject).toBe('Finish your sign-up')
    expect(letter.from?.address).toBe('no-reply@localhost')
    const secret = secretIn(letter.text ?? '')
    expect(letter.html).toContain(`href="http://localhost:3000/sign-up/${secret}"`)

    expect(await finishSignUp(account, secret, 'a')).toEqual({ ok: true, email })
    expect(await new Visitor().signIn(email, PASSWORD)).toMatchObject({ ok: true })
  })

  it('keeps no text of a mail that was sent', async () => {
    const email = newEmail()
    await requestSignUp({ name: 'Ada', email }, 'a')
    const row = await vi.waitFor(() =>
      system.outboxMessage.findFirstOrThrow({ where: { to: email, sentAt: { not: null } } }),
    )
    expect(row).toMatchObject({ text: '', html: '', attempts: 1, lastError: null })
  })
})

describe('a request to sign up', () => {
  it('is answered alike for an address that has an account, whose mail tells', async () => {
    const { email } = await createPerson()
    expect(await requestSignUp({ name: 'Eve', email }, 'b')).toEqual({ ok: true })
    const letter = await newestMailTo(email)
    expect(letter.subject).toBe('You already have an account')
    expect(letter.text).toContain('http://localhost:3000/sign-in')
    expect(letter.text).not.toContain('/sign-up/')
  })

  it('never carries what the asker typed to a stranger', async () => {
    const email = newEmail()
    await requestSignUp({ name: 'Win a prize at evil.example', email }, 'b')
    const { subject, text, html } = await newestMailTo(email)
    expect(`${subject} ${text} ${html}`).not.toContain('evil.example')
  })

  it('is refused with a sentence at the field', async () => {
    expect(await requestSignUp({ name: '', email: 'nope' }, 'b')).toMatchObject({
      ok: false,
      fields: { name: 'Enter your name.', email: expect.stringContaining('e-mail address') },
    })
  })

  it('is refused after five mails to one address within the hour', async () => {
    const email = newEmail()
    const ask = () => requestSignUp({ name: 'Ada', email }, unique('address'))
    for (let n = 0; n < 5; n++) expect(await ask()).toEqual({ ok: true })
    expect(await ask()).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/try again in \d+ minutes/),
    })
  })

  it('is refused where sign-up is closed', async () => {
    env.SIGN_UP = false
    const answer = await requestSignUp({ name: 'Ada', email: newEmail() }, 'c')
    env.SIGN_UP = true
    expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining('closed') })
  })
})

describe('a sign-up link', () => {
  it('starts nothing by being looked at', async () => {
    const { email, secret } = await signUp()
    expect(await readToken('SIGN_UP', secret)).toMatchObject({ state: 'live' })
    expect(await readToken('SIGN_UP', secret)).toMatchObject({ state: 'live' })
    expect(await system.user.count({ where: { email } })).toBe(0)
  })

  it('works once, also when used twice at the same moment', async () => {
    const { email, secret } = await signUp()
    const answers = await Promise.all([
      finishSignUp(account, secret, 'd'),
      finishSignUp(account, secret, 'd'),
    ])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await finishSignUp(account, secret, 'd')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('used already'),
    })
    expect(await system.user.count({ where: { email } })).toBe(1)
  })

  it('expires', async () => {
    const { email, secret } = await signUp()
    const past = { expiresAt: new Date(Date.now() - 1000) }
    await system.emailToken.updateMany({ where: { email }, data: past })
    expect(await finishSignUp(account, secret, 'd')).toMatchObject({
      ok: false,
      reason: expect.stringContaining('expired'),
    })
  })

  it('is good for nothing else', async () => {
    const { secret } = await signUp()
    expect(await readToken('PASSWORD_RESET', secret)).toEqual({ state: 'unknown' })
    expect(await readToken('INVITATION', secret)).toEqual({ state: 'unknown' })
  })

  it('takes no short password, and is not used up by one', async () => {
    const { email, secret } = await signUp()
    const short = { name: 'Ada', password: 'short' }
    expect(await finishSignUp(short, secret, 'd')).toMatchObject({
      fields: { password: 'Use at least 12 characters.' },
    })
    expect(await finishSignUp(account, secret, 'd')).toEqual({ ok: true, email })
  })

  it('cannot be guessed for long', async () => {
    const address = unique('guesser')
    const guess = () => finishSignUp(account, 'x'.repeat(43), address)
    for (let n = 0; n < 30; n++) {
      expect(await guess()).toMatchObject({ reason: expect.stringContaining('does not work') })
    }
    expect(await guess()).toMatchObject({ reason: expect.stringContaining('Too many attempts') })
  })
})
