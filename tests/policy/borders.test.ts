import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '@/lib/db/system'
import {
  createArm,
  createIdentity,
  createParticipant,
  createStudy,
  unique,
} from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { createWorld, type World } from '../support/personas'
import { type Columns, delegateOf } from './operations'

/**
 * A record stays in its space and study, keeps its author, and links to nothing beyond its study:
 * tried by an owner, who may change everything else about it. The doors differ, so each way of
 * writing is tried: through the door, and by raw SQL, where only PostgreSQL stands in the way.
 */

let world: World
beforeAll(async () => {
  world = await createWorld()
})

type Target = { model: string; table: string; id: string; harmless: Columns; frozen: Columns }

/** Fresh rows of space A, with the columns that would take them elsewhere. */
async function createTargets(): Promise<Target[]> {
  const { a, b } = world
  const other = await createStudy(a.space)
  const arm = await createArm(a.study)
  const participant = await createParticipant(a.study)
  const identity = await createIdentity(participant)
  const stranger = world.as.stranger.userId
  const own = {
    spaceId: b.space.id,
    createdById: stranger,
    id: randomUUID(),
    createdAt: new Date(0),
  }
  const inStudy = { ...own, studyId: other.id }
  return [
    {
      model: 'study',
      table: 'Study',
      id: other.id,
      harmless: { title: 'New' },
      frozen: { ...own, key: 'new-key' },
    },
    {
      model: 'arm',
      table: 'Arm',
      id: arm.id,
      harmless: { title: 'New' },
      frozen: { ...inStudy, studyId: b.study.id },
    },
    { model: 'arm', table: 'Arm', id: arm.id, harmless: { title: 'New' }, frozen: inStudy },
    {
      model: 'participant',
      table: 'Participant',
      id: participant.id,
      harmless: { locale: 'de' },
      frozen: inStudy,
    },
    {
      model: 'participantIdentity',
      table: 'ParticipantIdentity',
      id: identity.id,
      harmless: { givenName: 'New' },
      frozen: { ...inStudy, participantId: a.unnamed.id },
    },
  ]
}

describe('what a record belongs to is frozen', () => {
  test('for update, updateMany, updateManyAndReturn and upsert', async () => {
    for (const { model, id, harmless, frozen } of await createTargets()) {
      const on = delegateOf(world.as.owner.db, model)
      expect(await answerOf(on.update({ where: { id }, data: harmless }))).toBe('done')
      for (const [column, value] of Object.entries(frozen)) {
        const data = { ...harmless, [column]: value }
        await expectNothingChanged(async () => {
          const what = `${model}.${column}`
          expect(await answerOf(on.update({ where: { id }, data })), what).not.toBe('done')
          await problemFrom(on.updateMany({ where: { id }, data }))
          await problemFrom(on.updateManyAndReturn({ where: { id }, data }))
          await problemFrom(on.upsert({ where: { id }, create: {}, update: data }))
          await problemFrom(on.update({ where: { id }, data: { [column]: { set: value } } }))
        })
      }
    }
  })

  test('for raw SQL', async () => {
    for (const { table, id, frozen } of await createTargets()) {
      for (const column of Object.keys(frozen).filter((name) => name !== 'key')) {
        const value = column === 'createdAt' ? 'now()' : `'${randomUUID()}'`
        const sql = `update "${table}" set "${column}" = ${value} where id = '${id}'`
        const problem = await problemFrom(system.$executeRawUnsafe(sql))
        expect(problem?.message, `${table}.${column}`).toMatch(/^Where a record belongs/)
      }
    }
  })
})

describe('a link never leaves the study', () => {
  test('an arm of another study or space is refused, one of the same study is taken', async () => {
    const { a, b, as } = world
    const participant = await createParticipant(a.study)
    const where = { id: participant.id }
    const elsewhere = await createArm(await createStudy(a.space))
    const { db } = as.owner
    for (const armId of [elsewhere.id, b.arm.id, randomUUID()]) {
      await expectNothingChanged(async () => {
        expect(await answerOf(db.participant.update({ where, data: { armId } }))).toBe('invalid')
        expect(await answerOf(db.participant.updateMany({ where, data: { armId } }))).toBe(
          'invalid',
        )
        const data = { studyId: a.study.id, code: unique('p'), armId }
        expect(await answerOf(db.participant.create({ data }))).toBe('invalid')
      })
    }
    expect(await answerOf(db.participant.update({ where, data: { armId: a.arm.id } }))).toBe('done')
  })

  test('new records cannot hang on a parent of another space, and the answer tells nothing of it', async () => {
    const { a, b, as } = world
    const { db } = as.owner
    for (const studyId of [b.study.id, b.closed.id]) {
      await expectNothingChanged(async () => {
        const absent = randomUUID()
        const arm = (id: string) => db.arm.create({ data: { studyId: id, key: 'x', title: 'x' } })
        const participant = (id: string) =>
          db.participant.create({ data: { studyId: id, code: 'x' } })
        expect(await problemFrom(arm(studyId))).toEqual(await problemFrom(arm(absent)))
        expect(await problemFrom(participant(studyId))).toEqual(
          await problemFrom(participant(absent)),
        )
      })
    }
    await expectNothingChanged(async () => {
      const identity = (participantId: string, studyId: string) =>
        problemFrom(db.participantIdentity.create({ data: { participantId, studyId } }))
      const absent = await identity(randomUUID(), a.study.id)
      expect(absent?.code).toBe('invalid')
      expect(await identity(b.participant.id, b.study.id)).toEqual(absent)
      expect(await identity(b.unnamed.id, a.study.id)).toEqual(absent)
    })
  })

  test('raw SQL cannot link across spaces either', async () => {
    const { a, b, as } = world
    const row = { createdById: as.owner.userId ?? '', spaceId: a.space.id }
    await expectNothingChanged(async () => {
      const participant = system.participant.create({
        data: { ...row, studyId: b.study.id, code: 'x' },
      })
      expect(await answerOf(participant)).toBe('invalid')
      const arm = system.arm.create({ data: { ...row, studyId: b.study.id, key: 'x', title: 'x' } })
      expect(await answerOf(arm)).toBe('invalid')
    })
  })
})

describe('who made a record and where is filled in, and cannot be chosen', () => {
  test('space and author come from the identity', async () => {
    const { a, as } = world
    const { db, userId } = as.coordinator
    const study = await db.study.create({ data: { key: unique('mine'), title: 'Mine' } })
    expect(study).toMatchObject({ spaceId: a.space.id, createdById: userId })
  })

  test.each(['create', 'createMany', 'upsert'] as const)(
    'another author is refused by %s',
    async (name) => {
      const { as } = world
      const data = { key: unique('theirs'), title: 'Theirs', createdById: as.owner.userId }
      const args =
        name === 'upsert' ? { where: { id: randomUUID() }, create: data, update: {} } : { data }
      await expectNothingChanged(async () => {
        const answer = await answerOf(delegateOf(as.coordinator.db, 'study')[name](args))
        expect(answer).toBe('forbidden')
      })
    },
  )

  test('the id of a foreign record cannot be taken over', async () => {
    const { b, as } = world
    await expectNothingChanged(async () => {
      const data = { id: b.study.id, key: unique('x'), title: 'x' }
      expect(await answerOf(as.owner.db.study.create({ data }))).toBe('conflict')
    })
  })
})

describe('a write stays with one record', () => {
  const nested: [string, () => [string, Columns]][] = [
    ['create', () => ['arms', { create: { key: 'x', title: 'x' } }]],
    ['createMany', () => ['arms', { createMany: { data: [{ key: 'x', title: 'x' }] } }]],
    ['connect', () => ['arms', { connect: { id: world.b.arm.id } }]],
    [
      'connectOrCreate',
      () => ['arms', { connectOrCreate: { where: { id: world.b.arm.id }, create: {} } }],
    ],
    ['set', () => ['participants', { set: [{ id: world.b.participant.id }] }]],
    ['disconnect', () => ['participants', { disconnect: { id: world.a.participant.id } }]],
    [
      'update',
      () => [
        'participants',
        { update: { where: { id: world.a.participant.id }, data: { locale: 'fr' } } },
      ],
    ],
    [
      'updateMany',
      () => ['participants', { updateMany: { where: {}, data: { spaceId: world.b.space.id } } }],
    ],
    [
      'upsert',
      () => [
        'arms',
        { upsert: { where: { id: world.a.arm.id }, create: {}, update: { title: 'x' } } },
      ],
    ],
    ['delete', () => ['arms', { delete: { id: world.a.arm.id } }]],
    ['deleteMany', () => ['participants', { deleteMany: {} }]],
    ['a connected space', () => ['space', { connect: { id: world.b.space.id } }]],
  ]

  test.each(nested)(
    'nested %s is refused in create, update, updateMany and upsert',
    async (_, make) => {
      const { a, as } = world
      const [field, write] = make()
      const on = delegateOf(as.owner.db, 'study')
      const where = { id: a.study.id }
      const fresh = { key: unique('x'), title: 'x' }
      await expectNothingChanged(async () => {
        const answers = await Promise.all([
          answerOf(on.create({ data: { ...fresh, [field]: write } })),
          answerOf(on.createMany({ data: [{ ...fresh, [field]: write }] })),
          answerOf(on.update({ where, data: { [field]: write } })),
          answerOf(on.updateMany({ where, data: { [field]: write } })),
          answerOf(on.upsert({ where, create: fresh, update: { [field]: write } })),
          answerOf(on.upsert({ where, create: { ...fresh, [field]: write }, update: {} })),
        ])
        expect(answers).toEqual(answers.map(() => 'invalid'))
      })
    },
  )
})
