import { beforeAll, describe, expect, test } from 'vitest'
import type { Identity } from '@/lib/auth/identity'
import { findLiveMembership } from '@/lib/auth/membership'
import { startSession, userOfSession } from '@/lib/auth/sessions'
import { type Db, openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { addMember, createSpace, createStudy, createUser, unique } from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { createWorld, insiders, personaNames, type World } from '../support/personas'
import { delegateOf, type OperationName } from './operations'

let world: World
beforeAll(async () => {
  world = await createWorld()
})

describe('the gate in front of the door', () => {
  test('lets live members in, and nobody else', async () => {
    const { a, as } = world
    const members = new Set<string>([...insiders, 'owner acting in no space'])
    members.add('viewer who owns B, acting there')
    for (const name of personaNames) {
      const { userId } = as[name]
      if (!userId) continue
      const found = await findLiveMembership(userId, a.space.slug)
      expect(found !== null, name).toBe(members.has(name))
      if ((insiders as readonly string[]).includes(name)) expect(found?.role).toBe(as[name].lives)
    }
  })

  test('a deactivated member and a suspended space are out at once', async () => {
    const space = await createSpace()
    const user = await createUser()
    await addMember(space, user, 'ADMIN')
    const secret = await startSession(user.id)
    expect(await findLiveMembership(user.id, space.slug)).toMatchObject({ role: 'ADMIN' })
    expect(await userOfSession(secret)).toMatchObject({ id: user.id })

    await system.user.update({ where: { id: user.id }, data: { status: 'DEACTIVATED' } })
    expect(await findLiveMembership(user.id, space.slug)).toBeNull()
    expect(await userOfSession(secret)).toBeNull()

    await system.space.update({ where: { id: space.id }, data: { status: 'SUSPENDED' } })
    expect(await findLiveMembership(space.owner.id, space.slug)).toBeNull()
  })
})

describe('the door has models and interactive transactions, nothing else', () => {
  test('no raw SQL, no connection, no way around', async () => {
    const { db } = world.as.owner
    const absent = [
      ...['$queryRaw', '$queryRawUnsafe', '$executeRaw', '$executeRawUnsafe', '$extends', '$on'],
      ...['$connect', '$disconnect', '_engine', '_request', 'then', 'constructor', '__proto__'],
      ...['Study', 'STUDY', 'nothing', '_prisma_migrations'],
    ]
    for (const name of absent) expect(Reflect.get(db, name), name).toBeUndefined()
    await db.$transaction(async (tx) => {
      for (const name of [...absent, '$transaction']) expect(Reflect.get(tx, name)).toBeUndefined()
    })
  })

  test('no operation of a model beyond those of Prisma', () => {
    const absent = [
      ...['$parent', '$name', 'fields', 'name', 'constructor', 'prisma', 'options', 'check'],
      ...['subscribe', 'stream', 'deferred', 'withFluentCall', 'preprocessArgs', 'doCreate'],
    ]
    for (const name of absent) expect(Reflect.get(world.as.owner.db.study, name)).toBeUndefined()
    expect(Object.keys(world.as.owner.db.study)).toEqual([])
    expect(Object.getOwnPropertyDescriptor(world.as.owner.db.study, 'findMany')).toBeUndefined()
  })

  test('transactions are functions, not lists', async () => {
    // The type takes a function only, which is what is to hold of JavaScript too.
    const transact = world.as.owner.db.$transaction as unknown as (
      work: unknown,
    ) => Promise<unknown>
    const list = [world.as.owner.db.study.findMany()]
    await expect(async () => await transact(list)).rejects.toThrow()
  })
})

describe('secrets are out of reach', () => {
  const secrets = [
    'credential',
    'session',
    'emailToken',
    'oidcAccount',
    'outboxMessage',
    'rateLimit',
  ]

  test.each(secrets)('%s: no operation of anybody reads or writes a row', async (model) => {
    await system.rateLimit.upsert({ where: { key: 'k' }, create: { key: 'k' }, update: {} })
    await system.credential.createMany({
      data: [{ userId: world.as.owner.userId ?? '', passwordHash: 'hash' }],
      skipDuplicates: true,
    })
    const key = { rateLimit: { key: 'k' }, credential: { userId: world.as.owner.userId } }[model]
    const where = key ?? { createdAt: { gt: new Date(0) } }
    for (const { db } of [world.as.owner, world.as['owner of B']]) {
      const on = delegateOf(db, model)
      await expectNothingChanged(async () => {
        const attempts: [OperationName, object][] = [
          ['findMany', { where }],
          ['findMany', {}],
          ['findFirst', {}],
          ['count', { where }],
          ['aggregate', { _count: true }],
          ['create', { data: { key: 'x' } }],
          ['createMany', { data: [{ key: 'x' }] }],
          ['update', { where: { key: 'k' }, data: { points: 9 } }],
          ['updateMany', { data: { points: 9 } }],
          ['delete', { where: { key: 'k' } }],
          ['deleteMany', {}],
        ]
        for (const [operation, args] of attempts) {
          expect(await answerOf(on[operation](args)), operation).not.toBe('done')
        }
      })
    }
  })

  test.each(secrets)('%s: no include, select, filter or count leads there', async (model) => {
    const users = delegateOf(world.as.owner.db, 'user')
    for (const field of [model, `${model}s`]) {
      expect(await answerOf(users.findMany({ include: { [field]: true } }))).not.toBe('done')
      expect(await answerOf(users.findMany({ select: { [field]: true } }))).not.toBe('done')
      expect(await answerOf(users.findMany({ where: { [field]: {} } }))).not.toBe('done')
      const counts = { select: { _count: { select: { [field]: true } } } }
      expect(await answerOf(users.findMany(counts))).not.toBe('done')
    }
  })
})

describe('an identity is two texts', () => {
  const operators: unknown[] = [{ not: 'x' }, { contains: '' }, { in: ['x'] }, [], ['x'], 1, true]

  test.each(operators)('%j as an id opens nothing', async (value) => {
    const { a, as } = world
    const identities = [
      { userId: value, spaceId: a.space.id },
      { userId: as.owner.userId, spaceId: value },
      { userId: value, spaceId: value },
    ] as Identity[]
    for (const identity of identities) {
      await expectNothingChanged(async () => {
        const rows = async (model: string) => {
          try {
            const found = await delegateOf(openDoor(identity), model).findMany({})
            return (found as { id: string }[]).map(({ id }) => id)
          } catch {
            return []
          }
        }
        expect(await rows('study')).toEqual([])
        expect(await rows('participantIdentity')).toEqual([])
        const own = identity.userId === as.owner.userId ? [as.owner.userId] : []
        expect(own).toEqual(expect.arrayContaining(await rows('user')))
        await problemFrom(
          (async () => openDoor(identity).study.create({ data: { key: 'x', title: 'x' } }))(),
        )
        await problemFrom((async () => openDoor(identity).study.deleteMany({}))())
      })
    }
  })

  test.each([undefined, null, ''])('%j as an id opens nothing', async (value) => {
    const identity = { userId: value, spaceId: world.a.space.id } as unknown as Identity
    const db = openDoor(identity)
    expect(await db.user.findMany()).toEqual([])
    expect(await db.study.findMany()).toEqual([])
    expect(await answerOf(db.study.create({ data: { key: 'x', title: 'x' } }))).not.toBe('done')
  })
})

describe('prototype keys', () => {
  const evil = (text: string) => JSON.parse(text) as never

  test.each(['__proto__', 'constructor', 'prototype'])(
    '%s is refused wherever it stands',
    async (key) => {
      const { a, as } = world
      const { db } = as.owner
      const inner = `{ "${key}": { "createdById": "x" } }`
      await expectNothingChanged(async () => {
        const calls = [
          () => db.study.findMany(evil(inner)),
          () => db.study.findMany({ where: evil(inner) }),
          () => db.study.findMany({ where: { AND: [evil(inner)] } }),
          () => db.study.findMany({ where: { participants: { some: evil(inner) } } }),
          () => db.study.findMany({ select: evil(inner) }),
          () => db.study.findMany({ include: { participants: evil(inner) } }),
          () => db.study.findMany({ orderBy: evil(inner) }),
          () => db.study.create({ data: evil(`{ "key": "x", "title": "x", "${key}": {} }`) }),
          () => db.study.createMany({ data: [evil(`{ "key": "x", "title": "x", "${key}": {} }`)] }),
          () => db.study.update({ where: { id: a.study.id }, data: evil(inner) }),
          () =>
            db.study.upsert({
              where: { id: a.study.id },
              create: { key: 'x', title: 'x' },
              update: evil(inner),
            }),
        ]
        for (const call of calls) expect(await answerOf(call())).toBe('invalid')
      })
      expect(({} as Record<string, unknown>).createdById).toBeUndefined()
    },
  )
})

describe('a refusal inside a transaction', () => {
  test('takes back what was written before it', async () => {
    const { a, as } = world
    await expectNothingChanged(async () => {
      const work = as.coordinator.db.$transaction(async (tx) => {
        await tx.study.create({ data: { key: unique('one'), title: 'One' } })
        await tx.participant.update({ where: { id: a.participant.id }, data: { locale: 'fr' } })
        await tx.study.delete({ where: { id: a.study.id } })
      })
      expect(await answerOf(work)).toBe('forbidden')
    })
  })

  test('is the same inside and outside', async () => {
    const { b, as } = world
    const work = as.owner.db.$transaction((tx) =>
      tx.study.update({ where: { id: b.study.id }, data: { title: 'x' } }),
    )
    expect(await answerOf(work)).toBe('not_found')
    const filtered = as.viewer.db.$transaction((tx) =>
      tx.participant.count({ where: { identity: { is: { givenName: 'Zoe' } } } }),
    )
    expect(await filtered).toBe(0)
  })

  test('without one, everything stays', async () => {
    const { as } = world
    const key = unique('kept')
    await as.coordinator.db.$transaction(async (tx) => {
      const study = await tx.study.create({ data: { key, title: 'Kept' } })
      await tx.participant.create({ data: { studyId: study.id, code: 'P-001' } })
    })
    expect(await system.participant.count({ where: { study: { key } } })).toBe(1)
  })
})

describe('many people at once', () => {
  type Person = { userId: string; spaceId: string; studyId: string; db: Db }

  async function createPeople(count: number): Promise<Person[]> {
    const people = Array.from({ length: count }, async () => {
      const space = await createSpace()
      const study = await createStudy(space, { key: 'same' })
      const identity = { userId: space.owner.id, spaceId: space.id }
      return { ...identity, studyId: study.id, db: openDoor(identity) }
    })
    return Promise.all(people)
  }

  test('200 calls of 20 people get their own rows, whatever the operation', async () => {
    const people = await createPeople(20)
    const calls = people.flatMap(({ db, spaceId, studyId, userId }) => [
      async () =>
        expect((await db.study.findUnique({ where: { id: studyId } }))?.spaceId).toBe(spaceId),
      async () => {
        const where = { spaceId_key: { spaceId, key: 'same' } }
        expect((await db.study.findUnique({ where }))?.id).toBe(studyId)
      },
      async () => expect((await db.study.findFirst())?.id).toBe(studyId),
      async () => expect(await db.study.findMany()).toMatchObject([{ id: studyId }]),
      async () => expect(await db.study.count()).toBe(1),
      async () => expect((await db.user.findMany()).map(({ id }) => id)).toEqual([userId]),
      async () => expect(await db.space.findMany()).toMatchObject([{ id: spaceId }]),
      async () => expect(await db.spaceUser.findMany()).toMatchObject([{ userId, spaceId }]),
      async () => {
        const data = { studyId, code: unique('p') }
        expect((await db.participant.create({ data })).createdById).toBe(userId)
      },
      async () =>
        db.$transaction(async (tx) => {
          expect(await tx.study.findMany()).toMatchObject([{ id: studyId }])
        }),
    ])
    expect(calls).toHaveLength(200)
    // Each tenth of each person first, so that neighbours on a connection are strangers.
    const shuffled = calls.map((call, index) => ({ call, at: (index * 7919) % calls.length }))
    shuffled.sort((one, other) => one.at - other.at)
    await Promise.all(shuffled.map(({ call }) => call()))
  })

  test('the database writes down who acted', async () => {
    const people = await createPeople(20)
    const colleagues = await Promise.all(
      people.map(async ({ spaceId }) => {
        const user = await createUser()
        await addMember({ id: spaceId }, user, 'COORDINATOR')
        return { userId: user.id, db: openDoor({ userId: user.id, spaceId }) }
      }),
    )
    await Promise.all(
      people.map(async ({ db, studyId }, index) => {
        const { id } = await db.participant.create({ data: { studyId, code: 'P-001' } })
        const colleague = colleagues[index]
        await colleague?.db.participant.update({ where: { id }, data: { status: 'ENROLLED' } })
        await db.$transaction((tx) =>
          tx.participant.update({ where: { id }, data: { status: 'WITHDRAWN' } }),
        )
      }),
    )
    for (const [index, { userId, studyId }] of people.entries()) {
      const events = await system.statusEvent.findMany({
        where: { studyId },
        orderBy: { id: 'asc' },
        select: { to: true, createdById: true },
      })
      expect(events).toEqual([
        { to: 'SCREENING', createdById: userId },
        { to: 'ENROLLED', createdById: colleagues[index]?.userId },
        { to: 'WITHDRAWN', createdById: userId },
      ])
    }
  })

  test('work past the rules is nobody’s, also on a connection that just served somebody', async () => {
    const [person] = await createPeople(1)
    if (!person) return
    await person.db.participant.create({ data: { studyId: person.studyId, code: 'x' } })
    const actors = await Promise.all(
      Array.from(
        { length: 40 },
        () => system.$queryRaw<{ actor: string | null }[]>`
        select studyspace_actor() as actor, pg_sleep(0.01)::text`,
      ),
    )
    expect(actors.flat().map(({ actor }) => actor)).toEqual(actors.map(() => null))
  })
})
