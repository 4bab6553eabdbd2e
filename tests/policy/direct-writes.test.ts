import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { problemOf } from '@/lib/errors/problem'
import { createWorld, type PersonaName, personaNames, type World } from '../support/personas'
import { delegateOf } from './operations'

/** The direct way of a write and ZenStack's have the same outcome, whoever writes whatever. */

let world: World
beforeAll(async () => {
  world = await createWorld()
  await system.study.update({ where: { id: world.a.study.id }, data: { status: 'LIVE' } })
})
afterEach(() => {
  env.DIRECT_WRITES = true
})

const ROLLBACK = new Error('to be undone')

/** What came of it and what stood in the table afterwards, undone. */
async function outcomeOf(
  who: PersonaName,
  model: string,
  operation: 'create' | 'update' | 'delete',
  args: object,
) {
  let answer: unknown
  try {
    await world.as[who].db.$transaction(async (tx) => {
      answer = await delegateOf(tx, model)[operation](structuredClone(args))
      throw ROLLBACK
    })
  } catch (error) {
    if (error === ROLLBACK) return { code: 'done', answer: settled(answer) }
    const { code, fields } = problemOf(error)
    return { code, fields }
  }
  throw new Error('Neither done nor refused.')
}

/** Without what is new each time. */
const settled = (row: unknown) =>
  JSON.parse(
    JSON.stringify(row, (key, value) =>
      ['id', 'createdAt', 'updatedAt', 'enrolledAt', 'trashedAt'].includes(key)
        ? typeof value
        : value,
    ) ?? 'null',
  ) as unknown

async function compare(
  who: PersonaName,
  model: string,
  operation: 'create' | 'update' | 'delete',
  args: object,
) {
  env.DIRECT_WRITES = true
  const direct = await outcomeOf(who, model, operation, args)
  env.DIRECT_WRITES = false
  const long = await outcomeOf(who, model, operation, args)
  expect(direct, `${who} ${model}.${operation} ${JSON.stringify(args)}`).toEqual(long)
  return direct.code
}

const models = [
  'study',
  'arm',
  'participant',
  'participantIdentity',
  'savedView',
  'folder',
  'file',
  'invitation',
  'statusEvent',
  'apiKey',
  'webhook',
]

const rowsOf = (side: 'a' | 'b'): Record<string, { id: string }> => {
  const {
    study,
    arm,
    participant,
    identity,
    savedView,
    folder,
    file,
    invitation,
    statusEvent,
    apiKey,
    webhook,
  } = world[side]
  return {
    study,
    arm,
    participant,
    participantIdentity: identity,
    savedView,
    folder,
    file,
    invitation,
    statusEvent,
    apiKey,
    webhook,
  }
}

const creations = (): [string, object][] => {
  const { study, unnamed, arm } = world.a
  const foreign = world.b
  return [
    ['study', { key: 'new-one', title: '  Trimmed ' }],
    [
      'study',
      { key: 'new-one', title: 'T', startsOn: new Date('2026-01-01'), targetN: 5, status: 'LIVE' },
    ],
    ['study', { key: 'New One', title: '' }],
    ['study', { key: study.key, title: 'Taken' }],
    ['arm', { studyId: study.id, key: 'k', title: 'T' }],
    ['arm', { studyId: foreign.study.id, key: 'k', title: 'T' }],
    ['participant', { studyId: study.id, code: 'new', baseline: { age: 3 }, armId: arm.id }],
    ['participant', { studyId: study.id, code: 'new', armId: foreign.arm.id }],
    ['participant', { studyId: study.id, code: 'new', status: 'ENROLLED', isTest: true }],
    ['participant', { studyId: study.id, code: 'new', timeZone: 'Nowhere/Land' }],
    ['participant', { studyId: world.a.closed.id, code: 'new' }],
    [
      'participantIdentity',
      { participantId: unnamed.id, studyId: unnamed.studyId, email: ' Ada@People.Example ' },
    ],
    ['participantIdentity', { participantId: unnamed.id, studyId: unnamed.studyId, email: 'none' }],
    ['savedView', { name: 'N', entity: 'Study', query: '' }],
    ['folder', { name: 'New' }],
    ['folder', { name: 'a/b' }],
    ['file', { name: 'F', mime: 'text/plain', bytes: 1, sha256: 'x', uploadId: 'u' }],
    [
      'invitation',
      { email: 'new@people.example', role: 'OWNER', expiresAt: new Date('2030-01-01') },
    ],
    [
      'invitation',
      { email: 'new@people.example', role: 'VIEWER', expiresAt: new Date('2030-01-01') },
    ],
  ]
}

const changes: [string, object][] = [
  ['study', { title: 'Renamed', summary: ' s ' }],
  ['study', { title: '' }],
  ['study', { key: 'other' }],
  ['study', {}],
  ['arm', { title: 'Renamed', ratio: 2 }],
  ['arm', { ratio: 0 }],
  ['participant', { code: 'renamed', exitReason: 'moved' }],
  ['participant', { status: 'ENROLLED' }],
  ['participant', { baseline: [1, 2] }],
  ['participantIdentity', { givenName: 'New' }],
  ['savedView', { shared: false }],
  ['savedView', { name: 'Renamed' }],
  ['folder', { name: 'Renamed' }],
  ['folder', { trashedAt: new Date() }],
  ['file', { name: 'Renamed' }],
  ['invitation', { role: 'OWNER' }],
  ['webhook', { enabled: false, events: ['study.created'] }],
]

describe.each(personaNames)('%s', (who) => {
  test('makes records', async () => {
    for (const [model, data] of creations()) {
      await compare(who, model, 'create', { data })
      await compare(who, model, 'create', { data, select: { id: true, createdById: true } })
    }
  })

  test('changes records', async () => {
    for (const [model, data] of changes) {
      for (const side of ['a', 'b'] as const) {
        const { id = '' } = rowsOf(side)[model] ?? {}
        await compare(who, model, 'update', { where: { id }, data })
      }
      await compare(who, model, 'update', { where: { id: crypto.randomUUID() }, data })
      const { id = '' } = rowsOf('a')[model] ?? {}
      await compare(who, model, 'update', { where: { id, updatedAt: new Date(0) }, data })
    }
  })

  test('deletes records', async () => {
    for (const model of models) {
      for (const side of ['a', 'b'] as const) {
        const { id = '' } = rowsOf(side)[model] ?? {}
        await compare(who, model, 'delete', { where: { id } })
      }
      await compare(who, model, 'delete', {
        where: { id: crypto.randomUUID() },
        select: { id: true },
      })
    }
  })
})

test('a value that is missing is named', async () => {
  const made = await outcomeOf('owner', 'study', 'create', { data: { title: 'No key' } })
  expect(made).toEqual({ code: 'invalid', fields: { key: 'Required' } })
})

test('what is done and what is refused both occur', async () => {
  const [, study = {}] = creations()[0] ?? []
  expect(await compare('owner', 'study', 'create', { data: study })).toBe('done')
  expect(await compare('viewer', 'study', 'create', { data: study })).toBe('forbidden')
  expect(
    await compare('owner', 'study', 'update', { where: { id: world.b.study.id }, data: {} }),
  ).toBe('not_found')
})
