import { beforeEach, describe, expect, test, vi } from 'vitest'
import { makeKey, provideKey, revokeKey, rotateKey } from '@/lib/auth/manage-api-keys'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { makeTestKey, plainKey, requestWith, signedIn, tryKey } from '../support/api-keys'
import { AN_HOUR_AGO, addMember, createSpace, createStudy, createUser } from '../support/factories'
import { answerOf, expectNothingChanged } from '../support/matchers'

/** Keys of the integration API: what they open, who keeps them, and that they end at once. */

async function createCast() {
  const space = await createSpace()
  const other = await createSpace()
  const member = async (role: 'ADMIN' | 'COORDINATOR' | 'VIEWER') => {
    const user = await createUser()
    await addMember(space, user, role)
    return user
  }
  const people = {
    owner: space.owner,
    admin: await member('ADMIN'),
    coordinator: await member('COORDINATOR'),
    viewer: await member('VIEWER'),
    'owner of another space': other.owner,
  }
  return { space, other, people }
}

let cast: Awaited<ReturnType<typeof createCast>>
beforeEach(async () => {
  cast = await createCast()
})

const byOwner = () => ({ space: cast.space, user: cast.people.owner })
const NO_KEY = { status: 401, message: expect.stringContaining('Send a valid API key') }

describe('a live key', () => {
  test('is its service user in its one space, with its role', async () => {
    const { keyId, secret } = await makeTestKey(byOwner(), { role: 'VIEWER', readOnly: true })
    const key = await system.apiKey.findUniqueOrThrow({ where: { id: keyId } })
    const { id, slug } = cast.space
    expect(secret).toMatch(/^ssk_[0-9a-f]{12}_[\w-]{43}$/)
    expect(await tryKey(requestWith(secret))).toMatchObject({
      ...{ keyId, prefix: key.prefix, name: 'Nightly export', role: 'VIEWER', readOnly: true },
      ...{ identity: { userId: key.userId, spaceId: id }, space: { id, slug } },
    })
  })

  test('does through the door what its role may, and no more', async () => {
    const study = await createStudy(cast.space)
    const foreign = await createStudy(cast.other)
    for (const [role, answer] of [
      ['COORDINATOR', 'done'],
      ['VIEWER', 'forbidden'],
    ] as const) {
      const pass = await tryKey(
        requestWith((await makeTestKey(byOwner(), { role, name: role })).secret),
      )
      if (!('identity' in pass)) throw new Error(pass.message)
      const db = openDoor(pass.identity)
      expect((await db.study.findMany()).map(({ id }) => id)).toEqual([study.id])
      const update = (id: string) => db.study.update({ where: { id }, data: { title: role } })
      expect(await answerOf(update(study.id))).toBe(answer)
      expect(await answerOf(update(foreign.id))).toBe('not_found')
      expect(await answerOf(db.spaceUser.findMany({ where: { spaceId: cast.other.id } }))).toBe(
        'done',
      )
      expect(await db.spaceUser.count({ where: { spaceId: cast.other.id } })).toBe(0)
    }
  })

  test('stands in the trail as who did it, and its maker as who made it', async () => {
    const { keyId, secret } = await makeTestKey(byOwner())
    const pass = await tryKey(requestWith(secret))
    if (!('identity' in pass)) throw new Error(pass.message)
    const { id } = await openDoor(pass.identity).study.create({ data: { key: 'a', title: 'A' } })
    const events = await system.auditEvent.findMany({
      where: { entityId: { in: [id, keyId] } },
      orderBy: { id: 'asc' },
    })
    expect(events).toMatchObject([
      { entity: 'ApiKey', action: 'create', createdById: cast.people.owner.id },
      { entity: 'Study', action: 'create', createdById: pass.identity.userId },
    ])
    expect(JSON.stringify(events)).not.toContain(secret)
  })

  test('shows when it was used last, once in five minutes', async () => {
    const { keyId, secret } = await makeTestKey(byOwner())
    const lastUse = async () =>
      (await system.apiKey.findUniqueOrThrow({ where: { id: keyId } })).lastUsedAt
    expect(await lastUse()).toBeNull()
    await tryKey(requestWith(secret))
    const first = await vi.waitFor(async () => {
      const at = await lastUse()
      expect(at).not.toBeNull()
      return at
    })
    await tryKey(requestWith(secret))
    expect(await lastUse()).toEqual(first)
    const trail = await system.auditEvent.count({ where: { entityId: keyId } })
    expect(trail, 'uses are not recorded').toBe(1)
  })
})

describe('what is no live key', () => {
  test('is refused alike, whatever is wrong', async () => {
    const { secret } = await makeTestKey(byOwner())
    expect(await tryKey(requestWith(secret))).toHaveProperty('keyId')
    const tail = secret.slice(-43)
    const prefix = secret.slice(0, -43)
    const wrong = [
      null,
      '',
      'ssk_',
      secret.slice(0, -1),
      `${secret}x`,
      `${prefix}${[...tail].reverse().join('')}`,
      `ssk_${'0'.repeat(12)}_${tail}`,
      `${secret}' or true --`,
    ]
    for (const text of wrong) expect(await tryKey(requestWith(text)), String(text)).toEqual(NO_KEY)
    const basic = requestWith(null)
    basic.headers.set('authorization', `Basic ${secret}`)
    expect(await tryKey(basic)).toEqual(NO_KEY)
  })

  test.each([
    [
      'whose end has come',
      async (keyId: string) => {
        const { userId } = await system.apiKey.findUniqueOrThrow({ where: { id: keyId } })
        // Past the triggers, because nobody may do this; time does.
        await system.$transaction(async (tx) => {
          await tx.$executeRaw`set local session_replication_role = replica`
          await tx.spaceUser.updateMany({ where: { userId }, data: { expiresAt: AN_HOUR_AGO } })
        })
      },
    ],
    [
      'of a space that is suspended',
      async (_: string) => {
        await system.space.update({
          where: { id: cast.space.id },
          data: { status: 'SUSPENDED' },
        })
      },
    ],
    [
      'whose membership an owner ended',
      async (keyId: string) => {
        const { userId } = await system.apiKey.findUniqueOrThrow({ where: { id: keyId } })
        const { owner } = cast.people
        const db = openDoor({ userId: owner.id, spaceId: cast.space.id })
        await db.spaceUser.deleteMany({ where: { userId } })
      },
    ],
  ])('a key %s', async (_, end) => {
    const { keyId, secret } = await makeTestKey(byOwner())
    expect(await tryKey(requestWith(secret))).toHaveProperty('keyId')
    await end(keyId)
    expect(await tryKey(requestWith(secret))).toEqual(NO_KEY)
  })
})

describe('networks', () => {
  test.each([
    ['203.0.113.0/24', ['203.0.113.5', '::ffff:203.0.113.5'], ['203.0.114.5', '::1', 'unknown']],
    ['203.0.113.5', ['203.0.113.5'], ['203.0.113.6']],
    ['2001:db8::/32', ['2001:db8:1::9'], ['2001:db9::1', '203.0.113.5']],
  ])('%s', async (network, inside, outside) => {
    const { secret } = await makeTestKey(byOwner(), { networks: ['192.0.2.0/28', network] })
    for (const address of inside) {
      expect(await tryKey(requestWith(secret, address)), address).toHaveProperty('keyId')
    }
    for (const address of outside) {
      expect(await tryKey(requestWith(secret, address)), address).toMatchObject({ status: 403 })
    }
  })

  test('are refused where they are none', async () => {
    const { owner } = cast.people
    for (const text of [
      'here',
      '203.0.113.0/33',
      '203.0.113.0/-1',
      '2001:db8::/129',
      'fe80::1%a',
    ]) {
      const made = await makeKey(signedIn(owner), cast.space.slug, {
        ...plainKey,
        networks: [text],
      })
      expect(made, text).toMatchObject({
        ok: false,
        fields: { networks: expect.stringContaining(text) },
      })
    }
  })
})

const keepers = [
  ['owner', 'ADMIN', true],
  ['owner', 'VIEWER', true],
  ['admin', 'ADMIN', false],
  ['admin', 'COORDINATOR', true],
  ['coordinator', 'VIEWER', false],
  ['viewer', 'VIEWER', false],
  ['owner of another space', 'VIEWER', false],
] as const

describe('who keeps keys', () => {
  test.each(keepers)('%s, a key of %s: %s', async (who, role, allowed) => {
    const user = signedIn(cast.people[who])
    const { slug } = cast.space
    const { keyId, secret } = await makeTestKey(byOwner(), { role })
    const attempts = [
      () => makeKey(user, slug, { ...plainKey, role }),
      () => rotateKey(user, slug, keyId, 0),
      () => revokeKey(user, slug, keyId),
    ]
    for (const attempt of attempts) {
      const run = async () => expect((await attempt()).ok).toBe(allowed)
      await (allowed ? run() : expectNothingChanged(run))
    }
    if (!allowed) expect(await tryKey(requestWith(secret))).toHaveProperty('keyId')
  })

  test('nobody makes a key that owns, not even an owner', async () => {
    // The type has no such role to choose, but whoever sends a form can.
    const forged = { ...plainKey, role: 'OWNER' } as unknown as typeof plainKey
    await expectNothingChanged(async () => {
      const made = await makeKey(signedIn(cast.people.owner), cast.space.slug, forged)
      expect(made.ok).toBe(false)
    })
  })

  test('an owner of two spaces reaches a key in its own space only', async () => {
    await addMember(cast.other, cast.people.owner, 'OWNER')
    const user = signedIn(cast.people.owner)
    const { keyId } = await makeTestKey(byOwner())
    await expectNothingChanged(async () => {
      expect((await revokeKey(user, cast.other.slug, keyId)).ok).toBe(false)
      expect((await rotateKey(user, cast.other.slug, keyId, 0)).ok).toBe(false)
    })
    expect((await revokeKey(user, cast.space.slug, keyId)).ok).toBe(true)
  })

  test('the operator makes one of any space that there is', async () => {
    const { secret } = await provideKey(cast.space.slug, plainKey)
    expect(await tryKey(requestWith(secret))).toMatchObject({ space: { id: cast.space.id } })
    await expect(provideKey('no-such-space', plainKey)).rejects.toThrow('no active space')
  })
})

describe('rotating', () => {
  test('at once ends the former secret at once', async () => {
    const { keyId, secret } = await makeTestKey(byOwner())
    const rotated = await rotateKey(signedIn(cast.people.owner), cast.space.slug, keyId, 0)
    if (!rotated.ok) throw new Error(rotated.reason)
    expect(await tryKey(requestWith(secret))).toEqual(NO_KEY)
    expect(await tryKey(requestWith(rotated.secret))).toMatchObject({ keyId })
  })

  test('with an overlap leaves both, until the time is over', async () => {
    const { keyId, secret } = await makeTestKey(byOwner())
    const rotated = await rotateKey(signedIn(cast.people.owner), cast.space.slug, keyId, 24)
    if (!rotated.ok) throw new Error(rotated.reason)
    for (const each of [secret, rotated.secret]) {
      expect(await tryKey(requestWith(each))).toMatchObject({ keyId })
    }
    await system.apiKeySecret.updateMany({
      where: { keyId, expiresAt: { not: null } },
      data: { expiresAt: AN_HOUR_AGO },
    })
    expect(await tryKey(requestWith(secret))).toEqual(NO_KEY)
    expect(await tryKey(requestWith(rotated.secret))).toMatchObject({ keyId })
  })

  test('again never gives a secret longer than it had', async () => {
    const user = signedIn(cast.people.owner)
    const { keyId, secret } = await makeTestKey(byOwner())
    await rotateKey(user, cast.space.slug, keyId, 1)
    await rotateKey(user, cast.space.slug, keyId, 168)
    const prefix = secret.slice(4, 16)
    const { expiresAt } = await system.apiKeySecret.findUniqueOrThrow({ where: { prefix } })
    expect(expiresAt?.getTime()).toBeLessThan(Date.now() + 61 * 60_000)
  })
})

describe('revoking', () => {
  test('ends the key, its secrets and its membership at once, and keeps the row', async () => {
    const user = signedIn(cast.people.owner)
    const { keyId, secret } = await makeTestKey(byOwner())
    const rotated = await rotateKey(user, cast.space.slug, keyId, 168)
    const pass = await tryKey(requestWith(secret))
    if (!rotated.ok || !('identity' in pass)) throw new Error('The key does not live.')
    const inFlight = openDoor(pass.identity)
    expect(await answerOf(inFlight.study.create({ data: { key: 'a', title: 'A' } }))).toBe('done')

    expect(await revokeKey(user, cast.space.slug, keyId)).toEqual({ ok: true })
    for (const each of [secret, rotated.secret]) {
      expect(await tryKey(requestWith(each))).toEqual(NO_KEY)
    }
    // A request that had passed the door of the API already.
    expect(await answerOf(inFlight.study.create({ data: { key: 'b', title: 'B' } }))).toBe(
      'forbidden',
    )
    expect(await inFlight.study.findMany()).toEqual([])
    expect(await system.apiKey.findUniqueOrThrow({ where: { id: keyId } })).toMatchObject({
      role: 'COORDINATOR',
      revokedAt: expect.any(Date),
    })
    expect(await system.apiKeySecret.count({ where: { keyId } })).toBe(0)
    const events = await system.auditEvent.findMany({
      where: { createdById: user.id, action: { in: ['update', 'delete'] } },
    })
    expect(events).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ entity: 'SpaceUser', action: 'delete' }),
        expect.objectContaining({ entity: 'ApiKey', entityId: keyId, action: 'update' }),
      ]),
    )
    // Revoked is revoked.
    expect((await revokeKey(user, cast.space.slug, keyId)).ok).toBe(false)
    expect((await rotateKey(user, cast.space.slug, keyId, 0)).ok).toBe(false)
  })

  test('comes with the space', async () => {
    const { keyId, secret } = await makeTestKey(byOwner())
    await system.space.delete({ where: { id: cast.space.id } })
    expect(await tryKey(requestWith(secret))).toEqual(NO_KEY)
    expect(await system.apiKeySecret.count({ where: { keyId } })).toBe(0)
  })
})
