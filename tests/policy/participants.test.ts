import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { ParticipantStatus } from '@/generated/prisma/enums'
import type { Db } from '@/lib/db/door'
import { system } from '@/lib/db/system'
import { createParticipant, createStudy, unique } from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { createWorld, type World } from '../support/personas'

/** What the database itself writes about participants: dates that follow from the status, and history. */

let world: World
let db: Db
beforeAll(async () => {
  world = await createWorld()
  db = world.as.coordinator.db
})

const statuses = ['SCREENING', 'EXCLUDED', 'ENROLLED', 'COMPLETED', 'WITHDRAWN', 'LOST'] as const
const wasEnrolled = (status: ParticipantStatus) => !['SCREENING', 'EXCLUDED'].includes(status)
const hasLeft = (status: ParticipantStatus) => ['COMPLETED', 'WITHDRAWN', 'LOST'].includes(status)

const eventsOf = (participantId: string) =>
  system.statusEvent.findMany({
    where: { participantId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })

describe('dates follow the status', () => {
  test.each(statuses)('of one who arrives %s', async (status) => {
    const made = await createParticipant(world.a.study, { status })
    expect(made.enrolledAt !== null).toBe(wasEnrolled(status))
    expect(made.enrolledOn !== null).toBe(wasEnrolled(status))
    expect(made.exitedAt !== null).toBe(hasLeft(status))
  })

  const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const))

  test.each(pairs)('of one who goes from %s to %s', async (from, to) => {
    const { id, enrolledAt } = await createParticipant(world.a.study, { status: from })
    const now = await db.participant.update({ where: { id }, data: { status: to } })
    // Once enrolled, one stays enrolled in the numbers.
    if (enrolledAt) expect(now.enrolledAt).toEqual(enrolledAt)
    else expect(now.enrolledAt !== null).toBe(wasEnrolled(to))
    expect(now.exitedAt !== null).toBe(hasLeft(to))
    const last = (await eventsOf(id)).at(-1)
    if (from === to) expect(last?.createdById).toBe(now.createdById)
    else expect(last).toMatchObject({ from, to, createdById: world.as.coordinator.userId })
  })

  test('a reason to leave goes when the person comes back', async () => {
    const { id } = await createParticipant(world.a.study, { status: 'ENROLLED' })
    const leave = { status: 'WITHDRAWN' as const, exitReason: 'Moved away' }
    await db.participant.update({ where: { id }, data: leave })
    expect((await eventsOf(id)).at(-1)).toMatchObject({ to: 'WITHDRAWN', reason: 'Moved away' })
    const back = await db.participant.update({ where: { id }, data: { status: 'ENROLLED' } })
    expect(back).toMatchObject({ exitedAt: null, exitReason: null })
  })

  test('the day of enrolment is computed, never given', async () => {
    const enrolledAt = new Date('2026-03-01T12:00:00Z')
    const given = { enrolledAt, enrolledOn: new Date('1999-01-01') }
    const made = await createParticipant(world.a.study, { status: 'ENROLLED', ...given })
    expect(made.enrolledOn).toEqual(new Date('2026-03-01'))
    const where = { id: made.id }
    await expectNothingChanged(async () => {
      const data = { enrolledOn: new Date('1999-01-01') }
      expect(await answerOf(db.participant.update({ where, data }))).toBe('forbidden')
    })
    const sql = `update "Participant" set "enrolledOn" = '1999-01-01' where id = '${made.id}'`
    await system.$executeRawUnsafe(sql)
    const after = await system.participant.findUniqueOrThrow({ where })
    expect(after.enrolledOn).toEqual(new Date('2026-03-01'))
  })
})

describe('the study’s time zone decides on which day an enrolment falls', () => {
  // Half hours, three quarters, a day line, and clocks that change in either half of the year.
  const zones = [
    ...['UTC', 'Europe/Berlin', 'America/New_York', 'America/St_Johns', 'Asia/Kathmandu'],
    ...['Pacific/Chatham', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Australia/Lord_Howe'],
    ...['Africa/Casablanca', 'America/Santiago', 'Asia/Tehran'],
  ]
  const dayIn = (instant: Date, timeZone: string) =>
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }).format(instant)

  test('for any instant in any zone', async () => {
    const studies = new Map<string, { id: string; spaceId: string; createdById: string }>()
    for (const timeZone of zones) {
      studies.set(timeZone, await createStudy(world.a.space, { timeZone }))
    }
    const instant = fc
      .date({ min: new Date('1990-01-01'), max: new Date('2037-12-31'), noInvalidDate: true })
      // Often within the hours around a change of clocks or of the day.
      .chain((date) => fc.constantFrom(0, -1, 1).map((ms) => new Date(date.getTime() + ms)))
    const changes = fc.constantFrom(
      ...['2026-03-29T00:59:59.999Z', '2026-03-29T01:00:00Z', '2026-10-25T00:30:00Z'],
      ...['2026-03-08T06:59:59.999Z', '2026-11-01T05:30:00Z', '2026-04-04T13:45:00Z'],
      ...['2026-09-26T14:00:00Z', '2026-09-06T03:59:59.999Z', '2026-09-06T04:00:00Z'],
    )
    const anyInstant = fc.oneof(
      instant,
      changes.map((text) => new Date(text)),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...zones),
        fc.array(anyInstant, { minLength: 10, maxLength: 40 }),
        async (zone, instants) => {
          const study = studies.get(zone)
          if (!study) throw new Error(`no study in ${zone}`)
          const { id: studyId, spaceId, createdById } = study
          const data = instants.map((enrolledAt) => ({
            ...{ studyId, spaceId, createdById, enrolledAt, code: unique('z') },
            status: 'ENROLLED' as const,
          }))
          const made = await system.participant.createManyAndReturn({ data })
          const days = made.map((row) => row.enrolledOn?.toISOString().slice(0, 10))
          expect(days).toEqual(instants.map((enrolledAt) => dayIn(enrolledAt, zone)))
        },
      ),
      { numRuns: 15 },
    )
  })

  test('moving the enrolment moves the day', async () => {
    const study = await createStudy(world.a.space, { timeZone: 'Pacific/Kiritimati' })
    const made = await createParticipant(study, { enrolledAt: new Date('2026-06-01T09:59:59Z') })
    expect(made.enrolledOn).toEqual(new Date('2026-06-01'))
    const data = { enrolledAt: new Date('2026-06-01T10:00:00Z') }
    const moved = await db.participant.update({ where: { id: made.id }, data })
    expect(moved.enrolledOn).toEqual(new Date('2026-06-02'))
  })

  test.each(['study', 'space', 'participant'] as const)(
    'an unknown zone of a %s is refused',
    async (model) => {
      const { a, as } = world
      const timeZone = 'Nowhere/Land'
      const { db: owner } = as.owner
      const update = {
        study: () => owner.study.update({ where: { id: a.study.id }, data: { timeZone } }),
        space: () => owner.space.update({ where: { id: a.space.id }, data: { timeZone } }),
        participant: () =>
          owner.participant.update({ where: { id: a.participant.id }, data: { timeZone } }),
      }
      await expectNothingChanged(async () => {
        expect((await problemFrom(update[model]()))?.message).toMatch(/not a known time zone/)
      })
    },
  )
})

describe('the history of a status', () => {
  test('begins when a participant arrives, with both steps of one who arrives beyond enrolment', async () => {
    const enrolledAt = new Date('2026-01-05T08:00:00Z')
    const exitedAt = new Date('2026-02-06T09:00:00Z')
    const data = { status: 'WITHDRAWN' as const, enrolledAt, exitedAt, exitReason: 'Ill' }
    const { id } = await createParticipant(world.a.study, data)
    const events = await eventsOf(id)
    const steps = events.sort((one, other) => one.at.getTime() - other.at.getTime())
    expect(steps).toMatchObject([
      { from: null, to: 'ENROLLED', at: enrolledAt, reason: null },
      { from: 'ENROLLED', to: 'WITHDRAWN', at: exitedAt, reason: 'Ill' },
    ])
  })

  test('has one entry for each of many at once, by the one who acted', async () => {
    const study = await createStudy(world.a.space)
    const codes = Array.from({ length: 30 }, () => ({ studyId: study.id, code: unique('m') }))
    await db.participant.createMany({ data: codes })
    const where = { studyId: study.id }
    await db.participant.updateMany({ where, data: { status: 'ENROLLED' } })
    // The status that they have already is no event.
    await db.participant.updateMany({ where, data: { status: 'ENROLLED', locale: 'de' } })
    const groups = await system.statusEvent.groupBy({
      by: ['from', 'to', 'createdById'],
      where,
      _count: true,
      orderBy: { to: 'asc' },
    })
    const createdById = world.as.coordinator.userId
    expect(groups).toEqual([
      { from: null, to: 'SCREENING', createdById, _count: 30 },
      { from: 'SCREENING', to: 'ENROLLED', createdById, _count: 30 },
    ])
  })

  test('cannot be changed, shortened or emptied, by raw SQL either', async () => {
    const { a } = world
    await expectNothingChanged(async () => {
      for (const sql of [
        `update "StatusEvent" set reason = 'x' where id = '${a.statusEvent.id}'`,
        `delete from "StatusEvent" where id = '${a.statusEvent.id}'`,
        `delete from "StatusEvent"`,
        `truncate "StatusEvent"`,
        `truncate "Participant" cascade`,
      ]) {
        const problem = await problemFrom(system.$executeRawUnsafe(sql))
        expect(problem, sql).toMatchObject({ code: 'conflict' })
      }
    })
  })

  test('goes with the participant', async () => {
    const { id } = await createParticipant(world.a.study)
    expect(await eventsOf(id)).toHaveLength(1)
    await world.as.admin.db.participant.delete({ where: { id } })
    expect(await eventsOf(id)).toEqual([])
  })
})

describe('links of a participant', () => {
  test('an arm with participants cannot be deleted, an empty one can', async () => {
    const { a, as } = world
    await expectNothingChanged(async () => {
      expect(await answerOf(as.owner.db.arm.delete({ where: { id: a.arm.id } }))).toBe('conflict')
    })
    const data = { studyId: a.study.id, key: unique('arm'), title: 'Empty' }
    const { id } = await as.owner.db.arm.create({ data })
    expect(await answerOf(as.owner.db.arm.delete({ where: { id } }))).toBe('done')
  })

  test('a baseline is an object', async () => {
    for (const baseline of [[], 'text', 1, true]) {
      await expectNothingChanged(async () => {
        const data = { studyId: world.a.study.id, code: unique('b'), baseline }
        expect(await answerOf(db.participant.create({ data }))).toBe('invalid')
      })
    }
  })
})
