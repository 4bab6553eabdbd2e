import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deactivateAccount } from '@/lib/auth/own-account'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { createPerson } from '../support/accounts'
import { takeConsoleErrors } from '../support/console-errors'
import { unique } from '../support/factories'
import { type Provider, startProvider } from '../support/oidc'
import { Visitor } from '../support/visitor'

let provider: Provider

beforeAll(async () => {
  provider = await startProvider()
  Object.assign(env, {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'studyspace',
    OIDC_CLIENT_SECRET: 'a secret of both',
  })
})

afterAll(() => provider.close())

beforeEach(() => {
  const sub = unique('sub')
  provider.claims = { sub, email: `${sub}@people.example`, email_verified: true, name: 'Nour' }
  provider.userinfo = {}
})

/** Goes to the provider and comes back, as a browser does; `changed` tampers with the way back. */
async function signIn(
  visitor: Visitor,
  changed: Record<string, string> = {},
): Promise<string | null> {
  const start = await visitor.post('signin/oidc', { callbackUrl: '/spaces/demo', json: 'true' })
  const { url } = start.body as { url: string }
  const back = (await fetch(url, { redirect: 'manual' })).headers.get('location') ?? ''
  const query = { ...Object.fromEntries(new URL(back).searchParams), ...changed }
  return (await visitor.get('callback/oidc', query)).location
}

describe('single sign-on', () => {
  it('asks with PKCE, state and nonce', async () => {
    const { body } = await new Visitor().post('signin/oidc', { json: 'true' })
    const asked = new URL((body as { url: string }).url).searchParams
    expect(asked.get('code_challenge_method')).toBe('S256')
    for (const check of ['code_challenge', 'state', 'nonce']) {
      expect(asked.get(check)?.length, check).toBeGreaterThan(20)
    }
  })

  it('makes an account at the first visit, finds it at the second, and goes where one wanted', async () => {
    const visitor = new Visitor()
    expect(await signIn(visitor)).toBe('http://localhost:3000/spaces/demo')
    expect(await visitor.user()).toMatchObject({ name: 'Nour', email: provider.claims.email })
    // The account is known by issuer and subject; what the e-mail says later does not matter.
    provider.claims = { ...provider.claims, email: 'other@people.example', email_verified: false }
    const again = new Visitor()
    await signIn(again)
    expect(await again.user()).toEqual(await visitor.user())
  })

  it('finds the e-mail where the provider tells it on request only', async () => {
    const { sub, email, email_verified } = provider.claims
    provider.claims = { sub }
    provider.userinfo = { email, email_verified }
    const visitor = new Visitor()
    await signIn(visitor)
    expect(await visitor.user()).toMatchObject({ name: sub, email })
  })

  it('enters an existing account by its verified e-mail', async () => {
    const person = await createPerson()
    provider.claims.email = person.email.toUpperCase()
    const visitor = new Visitor()
    await signIn(visitor)
    expect(await visitor.user()).toEqual(person)
  })

  it.each([false, undefined, 'true', 1])(
    'does not enter an existing account by an e-mail that is verified: %j',
    async (verified) => {
      const person = await createPerson()
      provider.claims = { ...provider.claims, email: person.email, email_verified: verified }
      const visitor = new Visitor()
      expect(await signIn(visitor)).toBe('http://localhost:3000/sign-in?error=oidc-email')
      expect(await visitor.user()).toBeNull()
      expect(await system.oidcAccount.count({ where: { userId: person.id } })).toBe(0)
    },
  )

  it('makes no account without a verified e-mail', async () => {
    provider.claims.email_verified = false
    expect(await signIn(new Visitor())).toBe('http://localhost:3000/sign-in?error=oidc-email')
    expect(await system.user.count({ where: { email: provider.claims.email } })).toBe(0)
  })

  it('refuses a deactivated account, linked before or not', async () => {
    const linked = new Visitor()
    await signIn(linked)
    const user = await linked.user()
    if (!user) throw new Error('Not signed in.')
    await deactivateAccount(user)
    expect(await linked.user()).toBeNull()
    const refused = 'http://localhost:3000/sign-in?error=oidc-deactivated'
    expect(await signIn(new Visitor())).toBe(refused)

    const person = await createPerson()
    await deactivateAccount(person)
    provider.claims = { ...provider.claims, sub: unique('sub'), email: person.email }
    expect(await signIn(new Visitor())).toBe(refused)
  })

  it.each([
    ['a forged state', { state: 'forged' }],
    ['a code that the provider never gave', { code: 'forged' }],
  ])('refuses %s', async (_, changed) => {
    const visitor = new Visitor()
    expect(await signIn(visitor, changed)).toContain('error=OAuthCallback')
    expect(await visitor.user()).toBeNull()
    expect(takeConsoleErrors().join()).toContain('OAUTH_CALLBACK_ERROR')
  })
})
