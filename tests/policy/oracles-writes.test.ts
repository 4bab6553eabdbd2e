import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { createIdentity, createParticipant, unique } from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import type { World } from '../support/personas'
import { type Columns, type Delegate, delegateOf } from './operations'
import { createOracleWorld } from './oracle-world'

/** Neither the answer to a write nor a unique key tells of rows that one does not see. */

let world: World
beforeAll(async () => {
  world = await createOracleWorld()
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

  test('nor inside a transaction', async () => {
    const { a, as } = world
    const ask = (guess: Columns) => {
      const data = { studyId: a.study.id, participantId: a.unnamed.id, ...guess }
      return problemFrom(
        as.viewer.db.$transaction((tx) => delegateOf(tx, 'participantIdentity').create({ data })),
      )
    }
    expect(await ask(taken)).toMatchObject({ code: 'forbidden' })
    expect(await ask(taken)).toEqual(await ask(free))
  })

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
