import { beforeAll, describe, expect, it } from 'vitest'
import type { Identity } from '@/lib/auth/identity'
import { type Bulk, bulkWrite } from '@/lib/db/bulk'
import { InvalidRows } from '@/lib/db/bulk-model'
import { system } from '@/lib/db/system'
import { createParticipant, unique } from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { createWorld, type PersonaName, personaNames, type World } from '../support/personas'

let world: World

beforeAll(async () => {
  world = await createWorld()
})

/** The identity of a persona who is signed in and acts in a space. */
function identityOf(name: PersonaName): Identity | undefined {
  const { userId, acts } = world.as[name]
  return userId && acts ? { userId, spaceId: world[acts].space.id } : undefined
}

function as<Result>(name: PersonaName, work: (bulk: Bulk) => Promise<Result>): Promise<Result> {
  const identity = identityOf(name)
  if (!identity) throw new Error(`${name} acts in no space`)
  return bulkWrite(identity, work)
}

const acting = personaNames.filter(
  (name) => !['anonymous', 'owner acting in no space'].includes(name),
)
const mayWrite = (name: PersonaName) =>
  ['OWNER', 'ADMIN', 'COORDINATOR'].includes(world.as[name].lives ?? '')
const homeOf = (name: PersonaName) => world[world.as[name].acts ?? 'a']

describe.each(acting)('%s', (name) => {
  it('inserts in the own space, if the role may', async () => {
    const { study } = homeOf(name)
    const rows = [
      { studyId: study.id, code: unique('x') },
      { studyId: study.id, code: unique('x') },
    ]
    const insert = () => as(name, ({ insert }) => insert('participant', rows))
    if (mayWrite(name)) {
      const ids = await insert()
      expect(
        await world.as[name].db.participant.count({ where: { id: { in: ids as string[] } } }),
      ).toBe(2)
    } else {
      expect(await expectNothingChanged(() => answerOf(insert()))).toBe('forbidden')
    }
  })

  it('updates in the own space, if the role may', async () => {
    const { participant } = homeOf(name)
    const locale = name === 'owner' ? 'fr' : 'de'
    const update = () =>
      as(name, ({ update }) => update('participant', [{ id: participant.id, locale }]))
    if (mayWrite(name)) {
      await update()
      expect(await system.participant.findUnique({ where: { id: participant.id } })).toMatchObject({
        locale,
      })
    } else {
      const expected = world.as[name].lives ? 'forbidden' : 'not_found'
      expect(await expectNothingChanged(() => answerOf(update()))).toBe(expected)
    }
  })

  it('neither inserts into the study of another space nor updates what is there', async () => {
    const other = world.as[name].acts === 'a' ? world.b : world.a
    const row = { studyId: other.study.id, code: unique('x') }
    const insert = answerOf(as(name, ({ insert }) => insert('participant', [row])))
    expect(await expectNothingChanged(() => insert)).toBe(mayWrite(name) ? 'invalid' : 'forbidden')
    const change = { id: other.participant.id, code: 'stolen' }
    const update = () => answerOf(as(name, ({ update }) => update('participant', [change])))
    expect(await expectNothingChanged(update)).toBe('not_found')
  })
})

describe('a coordinator', () => {
  const bulk = <Result>(work: (bulk: Bulk) => Promise<Result>) => as('coordinator', work)

  it('writes as the door would: author, space, ids in order, defaults, trimmed values, history', async () => {
    const { study } = world.a
    const codes = ['one', 'two', 'three'].map(unique)
    const ids = await bulk(({ insert }) =>
      insert('participant', [
        { studyId: study.id, code: `  ${codes[0]} ` },
        {
          studyId: study.id,
          code: codes[1] ?? '',
          status: 'ENROLLED',
          baseline: { height: 176.1 },
        },
        { studyId: study.id, code: codes[2] ?? '', isTest: true },
      ]),
    )
    expect(ids).toEqual([...ids].sort())
    const rows = await system.participant.findMany({
      where: { code: { in: codes } },
      orderBy: { id: 'asc' },
      include: { statusEvents: true },
    })
    expect(rows.map(({ code }) => code)).toEqual(codes)
    expect(rows[0]).toMatchObject({
      spaceId: world.a.space.id,
      createdById: world.as.coordinator.userId,
      status: 'SCREENING',
      isTest: false,
      baseline: {},
      locale: null,
    })
    expect(rows[1]).toMatchObject({ status: 'ENROLLED', baseline: { height: 176.1 } })
    expect(rows[1]?.enrolledOn).toBeInstanceOf(Date)
    expect(
      rows.flatMap(({ statusEvents }) => statusEvents).map((event) => event.createdById),
    ).toEqual(Array(3).fill(world.as.coordinator.userId))
  })

  it('gets null for a row whose unique key is taken, and the others are written', async () => {
    const { study } = world.a
    const code = unique('x')
    const rows = [
      { studyId: study.id, code: 'P-001' },
      { studyId: study.id, code },
      { studyId: study.id, code },
    ]
    const ids = await bulk(({ insert }) => insert('participant', rows))
    expect(ids).toEqual([null, expect.any(String), null])
  })

  it('changes only the columns that a row names', async () => {
    const [first, second] = [
      await createParticipant(world.a.study),
      await createParticipant(world.a.study, { locale: 'uk' }),
    ]
    await bulk(({ update }) =>
      update('participant', [
        { id: first.id, locale: 'fr', baseline: { site: 2 } },
        { id: second.id, isTest: true, locale: null },
      ]),
    )
    const [one, two] = [
      await system.participant.findUniqueOrThrow({ where: { id: first.id } }),
      await system.participant.findUniqueOrThrow({ where: { id: second.id } }),
    ]
    expect(one).toMatchObject({
      locale: 'fr',
      baseline: { site: 2 },
      isTest: false,
      code: first.code,
    })
    expect(two).toMatchObject({ locale: null, isTest: true, baseline: {} })
    expect(one.updatedAt.getTime()).toBeGreaterThan(first.updatedAt.getTime())
  })

  it('changes nothing when one of many rows may not be changed', async () => {
    const changes = [
      { id: world.a.participant.id, code: unique('x') },
      { id: world.b.participant.id, code: unique('x') },
    ]
    const update = () => answerOf(bulk(({ update }) => update('participant', changes)))
    expect(await expectNothingChanged(update)).toBe('not_found')
  })

  it('cannot write what is stamped, frozen or unknown', async () => {
    const { study, participant } = world.a
    const strange = [
      { spaceId: world.b.space.id },
      { createdById: world.as.owner.userId },
      { id: unique('id') },
      { createdAt: new Date(0) },
      { nonsense: 1 },
      { 'code") select 1; --': 1 },
    ]
    for (const extra of strange) {
      const rows = [{ studyId: study.id, code: unique('x'), ...extra }]
      await expect(bulk(({ insert }) => insert('participant', rows))).rejects.toThrow('in bulk')
    }
    for (const extra of [
      { studyId: study.id },
      { spaceId: world.b.space.id },
      { enrolledOn: null },
    ]) {
      const rows = [{ id: participant.id, ...extra }]
      await expect(bulk(({ update }) => update('participant', rows))).rejects.toThrow('in bulk')
    }
  })

  it('gets an error for each row that breaks a rule of the schema, and nothing is written', async () => {
    const { study, participant } = world.a
    const rows = [
      { studyId: study.id, code: unique('x') },
      { studyId: study.id, code: ' ' },
      { studyId: study.id, code: unique('x'), locale: 'no language' },
    ]
    const insert = bulk(({ insert }) => insert('participant', rows)).catch(
      (error: unknown) => error,
    )
    const error = await expectNothingChanged(() => insert)
    expect(error).toBeInstanceOf(InvalidRows)
    expect((error as InvalidRows).rows).toEqual([
      { index: 1, fields: { code: expect.any(String) } },
      { index: 2, fields: { locale: 'Use a language tag such as en or pt-BR.' } },
    ])
    const change = { id: participant.id, code: 'x'.repeat(61) }
    await expect(bulk(({ update }) => update('participant', [change]))).rejects.toThrow(InvalidRows)
  })

  it('hears the sentence of the rule when a study takes no participants', async () => {
    const rows = [{ studyId: world.a.closed.id, code: unique('x') }]
    expect(await problemFrom(bulk(({ insert }) => insert('participant', rows)))).toMatchObject({
      code: 'conflict',
      message: 'This study is closed, so nothing in it can change. Reopen it first.',
    })
  })

  it('finds the rows that are alike in some columns, of the own space only', async () => {
    const { study } = world.a
    const code = unique('alike')
    const made = await createParticipant(study, { code })
    await createParticipant(world.b.study, { code })
    const samples = [study, world.b.study].map(({ id: studyId }) => ({
      studyId,
      code,
      locale: 'x',
    }))
    const find = (columns: string[]) =>
      bulk(({ compareAlike }) => compareAlike('participant', columns, samples))
    for (const columns of [['code'], ['studyId', 'code']]) {
      expect((await find(columns)).map(({ id }) => id)).toEqual([made.id])
    }
    expect(await find(['studyId', 'locale'])).toEqual([])
    await expect(find(['code" is null or "code'])).rejects.toThrow('in bulk')
  })

  it('loses everything when a later step fails', async () => {
    const rows = [{ studyId: world.a.study.id, code: unique('x') }]
    const work = bulk(async ({ insert }) => {
      await insert('participant', rows)
      throw new Error('later')
    }).catch((error: Error) => error.message)
    expect(await expectNothingChanged(() => work)).toBe('later')
  })

  it('cannot write history or memberships', async () => {
    const { participant, study } = world.a
    const event = {
      participantId: participant.id,
      studyId: study.id,
      to: 'LOST' as const,
      at: new Date(),
    }
    expect(await answerOf(bulk(({ insert }) => insert('statusEvent', [event])))).toBe('forbidden')
    const member = { userId: world.as.stranger.userId ?? '', role: 'OWNER' as const }
    await expect(bulk(({ insert }) => insert('spaceUser', [member]))).rejects.toThrow('SpaceRecord')
  })
})

describe('taking turns', () => {
  it('lets one transaction wait for the other, and not for one of another space', async () => {
    const order: string[] = []
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let begun = () => {}
    const beginning = new Promise<void>((resolve) => {
      begun = resolve
    })
    const first = as('owner', async ({ takeTurn }) => {
      await takeTurn('import')
      begun()
      await held
      order.push('first')
    })
    await beginning
    const second = as('admin', async ({ takeTurn }) => {
      await takeTurn('import')
      order.push('second')
    })
    await as('owner of B', async ({ takeTurn }) => {
      await takeTurn('import')
      order.push('other space')
    })
    release()
    await Promise.all([first, second])
    expect(order).toEqual(['other space', 'first', 'second'])
  })
})
