import { beforeAll, describe, expect, test } from 'vitest'
import { invite } from '@/lib/auth/invitations'
import { transferOwnership } from '@/lib/auth/memberships'
import { admitOidcUser } from '@/lib/auth/oidc'
import { requestPasswordReset } from '@/lib/auth/password-reset'
import { provideAccount } from '@/lib/auth/provide-account'
import { startSession } from '@/lib/auth/sessions'
import { checkPassword } from '@/lib/auth/sign-in'
import { requestSignUp } from '@/lib/auth/sign-up'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { PASSWORD } from '../support/accounts'
import { makeTestKey, signedIn } from '../support/api-keys'
import { addMember, createSpace, createUser, IN_A_WEEK } from '../support/factories'
import { answerOf, expectNothingChanged } from '../support/matchers'
import { createWorld, insiders, type World } from '../support/personas'
import { rpc, signedInCookie } from '../support/rpc'

/** The user of a key is nobody who signs in, owns, or is anywhere else; and who sees keys at all. */

async function createCast() {
  const space = await createSpace()
  const { keyId } = await makeTestKey({ space, user: space.owner })
  const { userId } = await system.apiKey.findUniqueOrThrow({ where: { id: keyId } })
  const { email } = await system.user.findUniqueOrThrow({ where: { id: userId } })
  return { space, keyId, userId, email, owner: signedIn(space.owner) }
}

let cast: Awaited<ReturnType<typeof createCast>>
beforeAll(async () => {
  cast = await createCast()
})

describe('nobody signs in as a key', () => {
  test('by password, reset, sign-up, single sign-on or the link of the operator', async () => {
    const { email } = cast
    await system.$executeRaw`delete from "RateLimit"`
    const sent = await system.outboxMessage.count()
    expect(await checkPassword(email, PASSWORD, 'a')).toMatchObject({ ok: false })
    expect(await requestPasswordReset(email, 'a')).toMatchObject({ ok: false })
    expect(await requestSignUp({ email, name: 'A person' }, 'a')).toMatchObject({ ok: false })
    const claims = { iss: 'https://id.example', sub: '1', email, email_verified: true }
    expect(await admitOidcUser(claims)).toBe('oidc-email')
    await expect(provideAccount({ email, name: 'A person' })).rejects.toThrow()
    expect(await system.outboxMessage.count()).toBe(sent)
    expect(await system.emailToken.count({ where: { email } })).toBe(0)
  })

  test('not even where somebody wrote past all forms: the tables refuse', async () => {
    const { userId } = cast
    const person = await createUser()
    const secrets = [
      (id: string) => startSession(id),
      (id: string) => system.credential.create({ data: { userId: id, passwordHash: 'x' } }),
      (id: string) => system.oidcAccount.create({ data: { issuer: 'i', subject: id, userId: id } }),
    ]
    for (const write of secrets) {
      await expectNothingChanged(async () => {
        expect(await answerOf(write(userId))).toBe('conflict')
      })
      expect(await answerOf(write(person.id))).toBe('done')
    }
  })
})

describe('a key is in its space only, and as what it was made', () => {
  test('it is not invited, and nobody hands a space to it', async () => {
    const { space, owner, email, userId } = cast
    await expectNothingChanged(async () => {
      expect(await invite(owner, space.slug, { email, role: 'VIEWER' })).toMatchObject({
        ok: false,
        fields: { email: expect.any(String) },
      })
      expect(await transferOwnership(owner, space.slug, userId)).toMatchObject({ ok: false })
    })
  })

  test('no second space, no other role, no other end, no owner, and it stays a key', async () => {
    const { space, userId } = cast
    const other = await createSpace()
    const fresh = await createUser({ kind: 'SERVICE' })
    const where = { spaceId_userId: { spaceId: space.id, userId } }
    const asOwner = openDoor({ userId: space.owner.id, spaceId: space.id })
    await expectNothingChanged(async () => {
      const attempts = [
        () => addMember(other, { id: userId }, 'VIEWER'),
        () => addMember(other, fresh, 'OWNER'),
        () => asOwner.spaceUser.update({ where, data: { role: 'ADMIN' } }),
        () => asOwner.spaceUser.update({ where, data: { expiresAt: IN_A_WEEK } }),
        () => system.user.update({ where: { id: userId }, data: { kind: 'HUMAN' } }),
        () => system.user.update({ where: { id: space.owner.id }, data: { kind: 'SERVICE' } }),
      ]
      for (const attempt of attempts) expect(await answerOf(attempt())).toBe('conflict')
    })
    expect(await answerOf(addMember(other, fresh, 'VIEWER'))).toBe('done')
  })

  test('of two memberships made at once, one stands', async () => {
    const fresh = await createUser({ kind: 'SERVICE' })
    const [one, other] = [await createSpace(), await createSpace()]
    const answers = await Promise.all([
      answerOf(addMember(one, fresh, 'VIEWER')),
      answerOf(addMember(other, fresh, 'VIEWER')),
    ])
    expect(answers.sort()).toEqual(['conflict', 'done'])
  })

  test('it does not rename itself, as a person does', async () => {
    const { space, userId } = cast
    const rename = (id: string) =>
      openDoor({ userId: id, spaceId: space.id }).user.update({
        where: { id },
        data: { name: 'Renamed' },
      })
    expect(await answerOf(rename(userId))).toBe('forbidden')
    expect(await answerOf(rename(space.owner.id))).toBe('done')
  })
})

describe('who sees keys', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })

  test.each(insiders)('%s', async (name) => {
    const { db, lives } = world.as[name]
    const managers = lives === 'OWNER' || lives === 'ADMIN'
    const found = await db.apiKey.findMany({ select: { id: true } })
    expect(found).toEqual(managers ? [{ id: world.a.apiKey.id }] : [])
    expect(await db.apiKey.count()).toBe(managers ? 1 : 0)
    // Nor by feeling one's way along relations.
    const felt = { apiKeys: { some: { prefix: world.a.apiKey.prefix } } }
    expect(await db.space.count({ where: felt })).toBe(managers ? 1 : 0)
    const included = await db.space.findFirst({
      where: { id: world.a.space.id },
      include: { apiKeys: true },
    })
    expect(included?.apiKeys).toHaveLength(managers ? 1 : 0)
    expect(await db.apiKey.findMany({ where: { spaceId: world.b.space.id } })).toEqual([])
  })

  test.each(['owner', 'admin', 'coordinator'] as const)('%s writes none', async (name) => {
    const { db } = world.as[name]
    const { id, ...key } = world.a.apiKey
    const where = { id }
    await expectNothingChanged(async () => {
      const data = {
        name: 'Mine',
        userId: world.as[name].userId ?? '',
        prefix: 'x',
        role: 'VIEWER',
      }
      // Whatever it lacks by its type, the refusal comes first.
      expect(await answerOf(db.apiKey.create({ data: data as never }))).toBe('forbidden')
      expect(await answerOf(db.apiKey.update({ where, data: { role: 'ADMIN' } }))).not.toBe('done')
      expect(await answerOf(db.apiKey.update({ where, data: { name: key.name } }))).not.toBe('done')
      expect(await answerOf(db.apiKey.delete({ where }))).not.toBe('done')
      await db.apiKey.updateMany({ data: { revokedAt: null } }).catch(() => {})
      await db.apiKey.deleteMany({}).catch(() => {})
    })
  })

  test('the secrets do not exist out there', async () => {
    const call = rpc({
      cookie: await signedInCookie(world.as.owner.userId ?? ''),
      space: world.a.space.slug,
    })
    expect((await call('apiKey', 'findMany', {})).status).toBe(200)
    expect((await call('apiKeySecret', 'findMany', {})).status).toBe(404)
  })
})
