import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { openDoor } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { addMember, createIdentity, createParticipant, unique } from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { createWorld, type Persona, type World } from '../support/personas'
import { type Columns, type Delegate, delegateOf } from './operations'

/**
 * What may not be read must not be guessed either. Each attack asks one question twice, once so that
 * the hidden truth would say yes and once so that it would say no; the answers must be the same.
 */

let world: World
beforeAll(async () => {
  world = await createWorld()
  // A person that both spaces know, so that there is a path from one to the other.
  const { coordinator } = world.as
  await addMember(world.b.space, { id: coordinator.userId ?? '' }, 'VIEWER')
  await system.spaceUser.updateMany({
    where: { spaceId: world.b.space.id, userId: coordinator.userId },
    data: { expiresAt: new Date('2100-01-01') },
  })
})

type Question = { by: () => Persona; model: string; where(guess: string): Columns }

/** `Secret of A` and `Secret of B` are family names; no name begins with `Wrong`. */
const named = (guess: string) => ({ familyName: { startsWith: guess } })
const viewer = () => world.as.viewer
const stranger = () => world.as.stranger
const owner = () => world.as.owner
const hasIdentity = (guess: string) => ({ identity: { is: named(guess) } })

const questions: Record<string, Question> = {
  'to-one, is': { by: viewer, model: 'participant', where: hasIdentity },
  'to-one, isNot': {
    by: viewer,
    model: 'participant',
    where: (guess) => ({ identity: { isNot: named(guess) } }),
  },
  'to-one, short form': {
    by: viewer,
    model: 'participant',
    where: (guess) => ({ identity: named(guess) }),
  },
  'below AND': { by: viewer, model: 'participant', where: (g) => ({ AND: [hasIdentity(g)] }) },
  'below AND without a list': {
    by: viewer,
    model: 'participant',
    where: (g) => ({ AND: hasIdentity(g) }),
  },
  'below OR': {
    by: viewer,
    model: 'participant',
    where: (g) => ({ OR: [hasIdentity(g), { code: 'P-002' }] }),
  },
  'below NOT': { by: viewer, model: 'participant', where: (g) => ({ NOT: hasIdentity(g) }) },
  'below NOT with a list': {
    by: viewer,
    model: 'participant',
    where: (g) => ({ NOT: [hasIdentity(g)] }),
  },
  'below NOT in AND in OR': {
    by: viewer,
    model: 'participant',
    where: (g) => ({ OR: [{ AND: [{ NOT: hasIdentity(g) }] }] }),
  },
  'to-many, some': {
    by: viewer,
    model: 'study',
    where: (g) => ({ participants: { some: hasIdentity(g) } }),
  },
  'to-many, none': {
    by: viewer,
    model: 'study',
    where: (g) => ({ participants: { none: hasIdentity(g) } }),
  },
  'to-many, every': {
    by: viewer,
    model: 'study',
    where: (g) => ({ participants: { every: hasIdentity(g) } }),
  },
  'to-many, every with NOT inside': {
    by: viewer,
    model: 'study',
    where: (g) => ({ participants: { every: { NOT: hasIdentity(g) } } }),
  },
  'three hops': {
    by: viewer,
    model: 'arm',
    where: (g) => ({ study: { participants: { some: hasIdentity(g) } } }),
  },
  'from the space': {
    by: viewer,
    model: 'space',
    where: (g) => ({ identities: { some: named(g) } }),
  },
  'from the history': {
    by: viewer,
    model: 'statusEvent',
    where: (g) => ({ participant: { identity: { is: named(g) } } }),
  },
  'from a membership': {
    by: viewer,
    model: 'spaceUser',
    where: (g) => ({ space: { identities: { some: named(g) } } }),
  },
  "a colleague's other space": {
    by: owner,
    model: 'user',
    where: (g) => ({
      memberships: { some: { space: { identities: { some: named(g.replace('A', 'B')) } } } },
    }),
  },
  "the name of a colleague's other space": {
    by: owner,
    model: 'user',
    where: (g) => ({
      memberships: { some: { space: { name: g.startsWith('Secret') ? 'B' : 'None' } } },
    }),
  },
  'the role of a colleague in another space': {
    by: owner,
    model: 'user',
    where: (g) => ({
      memberships: {
        some: { expiresAt: g.startsWith('Secret') ? new Date('2100-01-01') : new Date(0) },
      },
    }),
  },
  'a stranger who asks for spaces': {
    by: stranger,
    model: 'user',
    where: (g) => ({
      memberships: { none: { space: { identities: { some: named(g) } } } },
    }),
  },
}

describe('a filter on a relation tells nothing of what lies behind it', () => {
  for (const [name, { by, model, where }] of Object.entries(questions)) {
    test(name, async () => {
      const on = delegateOf(by().db, model)
      const ask = async (guess: string) => {
        const filter = { where: where(guess) }
        return {
          many: await on.findMany({ ...filter, orderBy: { id: 'asc' } }),
          first: await on.findFirst(filter),
          count: await on.count(filter),
          sum: await on.aggregate({ ...filter, _count: true }),
          groups: await on.groupBy({ ...filter, by: ['id'], orderBy: { id: 'asc' } }),
        }
      }
      expect(await ask('Secret of A')).toEqual(await ask('Wrong'))
    })
  }

  test('the same question has an answer for those who may read', async () => {
    const count = (guess: string) =>
      world.as.owner.db.participant.count({ where: { identity: { is: named(guess) } } })
    expect(await count('Secret of A')).toBe(1)
    expect(await count('Wrong')).toBe(0)
    expect(await count('Secret of B')).toBe(0)
  })

  test('an empty or undefined filter tells nothing and takes nothing away', async () => {
    const { db } = world.as.viewer
    expect(await db.participant.count({ where: { identity: {} } })).toBe(0)
    expect(await db.participant.count({ where: { identity: { is: {} } } })).toBe(0)
    const all = await db.participant.count()
    expect(await db.participant.count({ where: { identity: undefined } })).toBe(all)
    expect(await answerOf(db.participant.count({ where: { identity: null } }))).toBe('invalid')
  })

  test('inside include, select and _count', async () => {
    const { db } = world.as.viewer
    const ask = async (guess: string) => ({
      include: await db.study.findMany({
        include: { participants: { where: hasIdentity(guess) } },
        orderBy: { id: 'asc' },
      }),
      count: await db.study.findMany({
        select: { key: true, _count: { select: { participants: { where: hasIdentity(guess) } } } },
        orderBy: { id: 'asc' },
      }),
      all: await db.space.findMany({
        select: { _count: { select: { identities: { where: named(guess) }, invitations: true } } },
      }),
    })
    expect(await ask('Secret of A')).toEqual(await ask('Wrong'))
    expect((await ask('Wrong')).all).toEqual([{ _count: { identities: 0, invitations: 0 } }])
  })

  test('in the filter of a write', async () => {
    const { db } = world.as['viewer who owns B']
    await expectNothingChanged(async () => {
      const update = { where: hasIdentity('Secret'), data: { locale: 'fr' } }
      expect(await db.participant.updateMany(update)).toEqual({ count: 0 })
      expect(await db.participant.deleteMany({ where: hasIdentity('Secret') })).toEqual({
        count: 0,
      })
    })
  })
})

describe('what is included is what may be read', () => {
  test('an identity comes along no path, because a look at it is recorded', async () => {
    const { viewer: one, coordinator } = world.as
    for (const { db } of [one, coordinator]) {
      const participants = { include: { identity: true } }
      for (const read of [
        db.study.findMany({ include: { participants } }),
        db.participant.findMany({ select: { identity: { select: { id: true } } } }),
        db.space.findMany({ include: { identities: true } }),
      ]) {
        expect(await answerOf(read)).toBe('invalid')
      }
    }
    const spaces = await one.db.space.findMany({ include: { invitations: true } })
    expect(spaces).toMatchObject([{ invitations: [] }])
    expect(await one.db.participantIdentity.findMany()).toEqual([])
    expect(JSON.stringify(await coordinator.db.participantIdentity.findMany())).toContain(
      'Secret of A',
    )
  })

  test("a colleague's memberships elsewhere stay unseen", async () => {
    const users = await world.as.owner.db.user.findMany({
      include: { memberships: { include: { space: true } } },
    })
    expect(JSON.stringify(users)).not.toContain(world.b.space.id)
    expect(users.find(({ id }) => id === world.as.coordinator.userId)?.memberships).toHaveLength(1)
  })

  test('without a space, nothing of the spaces one belongs to', async () => {
    const { db } = world.as['owner acting in no space']
    const spaces = await db.space.findMany({
      include: { studies: true },
    })
    expect(spaces).toMatchObject([{ name: 'A', studies: [] }])
    expect(await db.participantIdentity.count({ where: named('Secret') })).toBe(0)
    const where = { studies: { some: { title: { startsWith: 'Sleep' } } } }
    expect(await db.space.count({ where })).toBe(0)
  })
})

describe('a write tells nothing of a row that one does not see', () => {
  const writes: [string, (on: Delegate, where: Columns) => Promise<unknown>][] = [
    ['update', (on, where) => on.update({ where, data: { updatedAt: new Date() } })],
    ['delete', (on, where) => on.delete({ where })],
    ['upsert', (on, where) => on.upsert({ where, create: {}, update: {} })],
    ['findUniqueOrThrow', (on, where) => on.findUniqueOrThrow({ where })],
  ]

  test.each(writes)('%s of a foreign row, with filters beside its key', async (_, write) => {
    const { b, as } = world
    const on = delegateOf(as.owner.db, 'study')
    const key = (spaceId: string, name: string) => ({ spaceId_key: { spaceId, key: name } })
    const absent = await problemFrom(write(on, { id: randomUUID() }))
    for (const where of [
      { id: b.study.id },
      { id: b.study.id, title: { startsWith: 'Sleep' } },
      { id: b.study.id, title: { startsWith: 'Wrong' } },
      { id: b.study.id, AND: { title: { startsWith: 'Sleep' } } },
      key(b.space.id, 'sleep'),
      key(b.space.id, 'absent'),
    ]) {
      expect(await problemFrom(write(on, where))).toEqual(absent)
    }
  })

  test.each(writes)('%s of an identity, by a viewer', async (_, write) => {
    const { a, as } = world
    const on = delegateOf(as.viewer.db, 'participantIdentity')
    const { id, spaceId, studyId } = a.identity
    const absent = await problemFrom(write(on, { id: randomUUID() }))
    for (const where of [
      { id },
      { id, givenName: { startsWith: 'Z' } },
      { id, givenName: { startsWith: 'Y' } },
      { spaceId_studyId_email: { spaceId, studyId, email: 'zoe@people.example' } },
      { spaceId_studyId_phone: { spaceId, studyId, phone: '+49 30 1' } },
    ]) {
      expect(await problemFrom(write(on, where))).toEqual(absent)
    }
  })
})

describe('a unique key tells nothing to those who may not write', () => {
  const taken = { email: 'zoe@people.example' }
  const free = { email: 'nobody@people.example' }

  test.each(['create', 'createMany', 'createManyAndReturn', 'upsert'] as const)(
    '%s by a viewer does not tell whose e-mail is in the study',
    async (operation) => {
      const { a, as } = world
      const on = delegateOf(as.viewer.db, 'participantIdentity')
      const ask = (guess: Columns) => {
        const data = { studyId: a.study.id, participantId: a.unnamed.id, ...guess }
        const create = operation === 'create' ? { data } : { data: [data] }
        const upsert = { where: { id: randomUUID() }, create: data, update: {} }
        return problemFrom(on[operation](operation === 'upsert' ? upsert : create))
      }
      await expectNothingChanged(async () => {
        expect(await ask(taken)).toMatchObject({ code: 'forbidden' })
        expect(await ask(taken)).toEqual(await ask(free))
      })
    },
  )

  test.each([{ skipDuplicates: true }, { skipDuplicates: false }])(
    'createMany with %o does not tell what another space has',
    async (option) => {
      const { b, as } = world
      const ask = (key: string) => {
        const data = [{ spaceId: b.space.id, key, title: 'x' }]
        return problemFrom(as.owner.db.study.createMany({ data, ...option }))
      }
      await expectNothingChanged(async () => {
        expect(await ask('sleep')).toEqual(await ask('absent'))
        expect(await ask('sleep')).not.toBeNull()
      })
    },
  )

  test('nor does it tell an expired admin, a stranger or another owner', async () => {
    const { as } = world
    for (const name of [
      'expired admin',
      'stranger',
      'removed admin',
      'owner of B claiming A',
    ] as const) {
      const ask = (key: string) =>
        problemFrom(as[name].db.study.create({ data: { key, title: 'x' } }))
      expect(await ask('sleep'), name).toEqual(await ask(unique('free')))
    }
  })

  test('a conflict in one’s own space names only one’s own columns', async () => {
    const { a, as } = world
    const participant = await createParticipant(a.study)
    const data = { studyId: a.study.id, participantId: participant.id, ...taken }
    const problem = await problemFrom(as.coordinator.db.participantIdentity.create({ data }))
    expect(problem).toMatchObject({ code: 'conflict', fields: { email: expect.any(String) } })
    expect(Object.keys(problem?.fields ?? {})).toEqual(['email'])
    expect(JSON.stringify(problem)).not.toMatch(/spaceId|studyId|Secret|Zoe/)
  })

  test('the same e-mail may stand in another study and another space', async () => {
    const { a, as } = world
    const elsewhere = await createIdentity(await createParticipant(a.study), free)
    const where = { id: elsewhere.id }
    const update = as.owner.db.participantIdentity.update({ where, data: taken })
    expect(await answerOf(update)).toBe('conflict')
    const inB = await createParticipant(world.b.study)
    expect(await answerOf(createIdentity(inB, free))).toBe('done')
  })
})

describe('sorting and paging tell nothing', () => {
  test.each([
    { identity: { familyName: 'asc' } },
    { identity: { _count: 'asc' } },
    { study: { title: 'asc' } },
    { statusEvents: { _count: 'desc' } },
    [{ code: 'asc' }, { space: { name: 'asc' } }],
  ])('sorting by a relation is refused: %j', async (orderBy) => {
    const on = delegateOf(world.as.owner.db, 'participant')
    expect(await answerOf(on.findMany({ orderBy }))).toBe('invalid')
    expect(await answerOf(on.findFirst({ orderBy }))).toBe('invalid')
    const inside = { include: { participants: { orderBy } } }
    const studies = delegateOf(world.as.owner.db, 'study')
    expect(await answerOf(studies.findMany(inside))).toBe('invalid')
  })

  test('a cursor is refused, at the top and inside', async () => {
    const { b, as } = world
    const cursor = { id: b.study.id }
    const { db } = as.owner
    expect(await answerOf(db.study.findMany({ cursor }))).toBe('invalid')
    expect(await answerOf(db.study.findFirst({ cursor }))).toBe('invalid')
    expect(await answerOf(db.study.count({ cursor }))).toBe('invalid')
    expect(await answerOf(db.study.aggregate({ cursor, _count: true }))).toBe('invalid')
    const include = { participants: { cursor: { id: b.participant.id } } }
    expect(await answerOf(db.study.findMany({ include }))).toBe('invalid')
  })

  test('distinct and having look at visible rows only', async () => {
    const { as } = world
    const names = await as.owner.db.participantIdentity.findMany({
      distinct: ['familyName'],
      select: { familyName: true },
    })
    expect(names.map(({ familyName }) => familyName)).not.toContain('Secret of B')
    const groups = await as.owner.db.study.groupBy({
      by: ['title'],
      having: { title: { contains: ' in ' } },
    })
    expect(groups.map(({ title }) => title).sort()).toEqual(['Closed in A', 'Sleep in A'])
    const extent = { _min: { familyName: true }, _max: { email: true } } as const
    expect(await answerOf(as.viewer.db.participantIdentity.aggregate(extent))).toBe('invalid')
  })
})

test('a person of both spaces sees in each only what is there', async () => {
  const { a, b, as } = world
  const userId = as['viewer who owns B'].userId ?? ''
  const titles = async (spaceId: string) =>
    (await openDoor({ userId, spaceId }).study.findMany({ where: { key: 'sleep' } })).map(
      ({ title }) => title,
    )
  expect(await titles(a.space.id)).toEqual(['Sleep in A'])
  expect(await titles(b.space.id)).toEqual(['Sleep in B'])
})
