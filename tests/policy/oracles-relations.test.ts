import { beforeAll, describe, expect, test } from 'vitest'
import { answerOf, expectNothingChanged } from '../support/matchers'
import type { Persona, World } from '../support/personas'
import { type Columns, delegateOf } from './operations'
import { createOracleWorld, named } from './oracle-world'

/** What lies behind a relation is neither shown nor felt out. */

let world: World
beforeAll(async () => {
  world = await createOracleWorld()
})

type Question = { by: () => Persona; model: string; where(guess: string): Columns }

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
