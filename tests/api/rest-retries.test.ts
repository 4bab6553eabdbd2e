import { beforeAll, expect, test, vi } from 'vitest'
import { system } from '@/lib/db/system'
import { Random } from '../../scripts/demo/random'
import { makeTestKey } from '../support/api-keys'
import { createSpace, createStudy, unique } from '../support/factories'
import { restClient } from '../support/rest'
import {
  type Caller,
  changeOf,
  createOf,
  deleteOf,
  operationsOf,
  Retries,
} from '../support/retried-writes'

/**
 * Many programs write at once, and send what they write again and again under its `Idempotency-Key`.
 * What must be there is kept beside it, by what was meant and not by what was answered.
 */

vi.hoisted(() => {
  process.env.API_LIMIT_PER_MINUTE = '1000000'
})

const REQUESTS = 10_000
/** Of so many, the last are repetitions of anything that was sent before. */
const REPEATED_IN_THE_END = 1_000
const AT_ONCE = 24

const random = new Random(unique('seed'))
const retries = new Retries(random)
let callers: [Caller, Caller, Caller]

/** Two keys of one space, each with a study, and one of another space. */
beforeAll(async () => {
  const [a, b] = [await createSpace(), await createSpace()]
  const callerIn = async (space: typeof a): Promise<Caller> => {
    const { secret } = await makeTestKey({ space, user: space.owner }, { role: 'ADMIN' })
    const { id: studyId } = await createStudy(space)
    const model = { present: new Map(), gone: new Map() }
    return { call: restClient(secret), studyId, model }
  }
  callers = [await callerIn(a), await callerIn(a), await callerIn(b)]
})

const idOf = ({ text }: { text: string }): string => JSON.parse(text).data.id
const idsOf = ({ text }: { text: string }): string[] =>
  JSON.parse(text)['atomic:results'].map(({ data }: { data?: { id: string } }) => data?.id)

async function create(by: Caller, code = unique('p'), key?: string) {
  const made = await retries.write(by, createOf(by, code), key)
  by.model.present.set(code, { locale: null, updates: 0 })
  return { code, id: idOf(made), tag: made.tag ?? '' }
}

function isChanged({ model }: Caller, code: string, locale: string): void {
  const updates = (model.present.get(code)?.updates ?? 0) + 1
  model.present.set(code, { locale, updates })
}

function isGone({ model }: Caller, code: string): void {
  model.gone.set(code, { updates: model.present.get(code)?.updates ?? 0 })
  model.present.delete(code)
}

/** Something that must not be carried out, however often it is sent. */
async function refused(by: Caller, write: ReturnType<typeof createOf>, status: number) {
  const key = retries.newKey()
  const times = Array.from({ length: random.between(1, 3) }, () => retries.send(by, key, write))
  for (const answer of await Promise.all(times)) expect(answer.status, answer.text).toBe(status)
  return key
}

const add = (by: Caller, code: string) => ({ op: 'add', ...createOf(by, code).body })

/** What programs do; each is carried out by many at once, on records of their own. */
const stories = {
  async 'makes, changes and deletes'(by: Caller) {
    const { code, id } = await create(by)
    await retries.write(by, changeOf(id, 'de'))
    isChanged(by, code, 'de')
    if (random.chance(0.5)) return
    await retries.write(by, deleteOf(id))
    isGone(by, code)
  },

  async 'changes the version that it knows'(by: Caller) {
    const { code, id, tag } = await create(by)
    const { tag: next } = await retries.write(by, changeOf(id, 'fr', tag))
    isChanged(by, code, 'fr')
    await refused(by, changeOf(id, 'it', tag), 412)
    await refused(by, deleteOf(id, tag), 412)
    if (random.chance(0.5)) return
    await retries.write(by, deleteOf(id, next ?? ''))
    isGone(by, code)
  },

  async 'is one of many who know the same version'(by: Caller) {
    const { code, id, tag } = await create(by)
    const locales = ['de', 'fr', 'it', 'es', 'pl']
    const answers = await Promise.all(
      locales.map((locale) => retries.send(by, retries.newKey(), changeOf(id, locale, tag))),
    )
    const statuses = answers.map(({ status }) => status)
    expect([...statuses].sort()).toEqual([200, 412, 412, 412, 412])
    won += 1
    isChanged(by, code, locales[statuses.indexOf(200)] ?? '')
  },

  async 'writes many at once'(by: Caller) {
    const codes = [unique('p'), unique('p'), unique('p')] as const
    const made = await retries.write(by, operationsOf(codes.map((code) => add(by, code))))
    for (const code of codes) by.model.present.set(code, { locale: null, updates: 0 })
    const [first, second] = idsOf(made)
    const another = unique('p')
    const attributes = { locale: 'pt' }
    const update = { op: 'update', data: { type: 'participant', id: first, attributes } }
    const remove = { op: 'remove', ref: { type: 'participant', id: second } }
    await retries.write(by, operationsOf([update, remove, add(by, another)]))
    isChanged(by, codes[0], 'pt')
    isGone(by, codes[1])
    by.model.present.set(another, { locale: null, updates: 0 })
  },

  async 'is refused, and sends something sound under the same key'(by: Caller) {
    const { code, id } = await create(by)
    await refused(by, createOf(by, code), 409)
    const remove = { op: 'remove', ref: { type: 'participant', id } }
    const [free, sound] = [unique('p'), unique('p')]
    const operations = [remove, add(by, free), add(by, sound), add(by, free)]
    const key = await refused(by, operationsOf(operations), 409)
    await retries.write(by, operationsOf([remove, add(by, sound)]), key)
    isGone(by, code)
    by.model.present.set(sound, { locale: null, updates: 0 })
  },

  async 'sends two things under one key at the same moment'(by: Caller) {
    const [key, codes] = [retries.newKey(), [unique('p'), unique('p')]]
    const answers = await Promise.all(
      codes.map((code) => retries.send(by, key, createOf(by, code))),
    )
    const statuses = answers.map(({ status }) => status)
    expect([...statuses].sort()).toEqual([201, 422])
    won += 1
    by.model.present.set(codes[statuses.indexOf(201)] ?? '', { locale: null, updates: 0 })
  },

  async 'shares the text of its key with others'() {
    const [key, code] = [retries.newKey(), unique('p')]
    await Promise.all(callers.map((by) => create(by, code, key)))
  },
}

/** Writes that were sent once and carried out, of several of which only one could be. */
let won = 0

test('10,000 concurrent writes with retries and duplicated keys leave exactly the right rows', async () => {
  const plots = Object.values(stories) as [(typeof stories)['makes, changes and deletes']]
  const program = async () => {
    while (retries.requests < REQUESTS - REPEATED_IN_THE_END) {
      await random.pick(plots)(random.pick(callers))
      const former = retries.sent[random.between(0, retries.sent.length - 1)]
      if (former) await retries.again(former)
    }
    while (retries.requests < REQUESTS) {
      const former = retries.sent[random.between(0, retries.sent.length - 1)]
      if (former) await retries.again(former)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, program))

  expect(retries.requests).toBeGreaterThanOrEqual(REQUESTS)
  // Whatever was carried out is kept, each once.
  expect(await system.keptAnswer.count()).toBe(retries.sent.length + won)
  for (const { studyId, model } of callers) {
    const rows = await system.participant.findMany({ where: { studyId } })
    expect(new Map(rows.map(({ code, locale }) => [code, locale]))).toEqual(
      new Map([...model.present].map(([code, { locale }]) => [code, locale])),
    )
    expect(await historyOf(studyId)).toEqual(historyOfModel(model))
  }
  // Nothing stands anywhere else.
  expect(await system.participant.count()).toBe(
    callers.reduce((sum, { model }) => sum + model.present.size, 0),
  )
}, 600_000)

/** What the trail says was done to each participant of a study, by code. */
async function historyOf(studyId: string) {
  const rows = await system.$queryRaw<{ code: string; actions: string[] }[]>`
    select min(c.changes->>'code') as code, array_agg(e.action order by e.action) as actions
    from "AuditEvent" c join "AuditEvent" e on e."entityId" = c."entityId" and e.entity = c.entity
    where c.entity = 'Participant' and c.action = 'create' and c.changes->>'studyId' = ${studyId}
    group by c."entityId"`
  return new Map(rows.map(({ code, actions }) => [code, actions]))
}

function historyOfModel({ present, gone }: Caller['model']) {
  const changes = (updates: number) => Array.from({ length: updates }, () => 'update')
  return new Map([
    ...[...present].map(([code, { updates }]) => [code, ['create', ...changes(updates)]] as const),
    ...[...gone].map(
      ([code, { updates }]) => [code, ['create', 'delete', ...changes(updates)]] as const,
    ),
  ])
}
