import { beforeAll, describe, expect, test } from 'vitest'
import { type StudyStatus, studyStatuses, studyTransitions } from '@/features/studies/status'
import type { Db } from '@/lib/db/door'
import { system, systemPool } from '@/lib/db/system'
import {
  createArm,
  createIdentity,
  createParticipant,
  createStudy,
  unique,
} from '../support/factories'
import { answerOf, expectNothingChanged, problemFrom } from '../support/matchers'
import { createWorld, type World } from '../support/personas'

/** A study's status decides what may change in it: for the door and for raw SQL alike. */

let world: World
let db: Db
beforeAll(async () => {
  world = await createWorld()
  db = world.as.owner.db
})

const LOCKED = 'This study is closed, so nothing in it can change. Reopen it first.'
const PAUSED = 'This study is paused and takes no new participants. Resume it first.'

/** A study with one row of everything, brought to a status by the steps that lead there. */
async function createStudyIn(status: StudyStatus) {
  const study = await createStudy(world.a.space, { status: 'DRAFT' })
  const arm = await createArm(study)
  const spareArm = await createArm(study)
  const participant = await createParticipant(study, { armId: arm.id })
  const unnamed = await createParticipant(study)
  const identity = await createIdentity(participant)
  const steps: Record<StudyStatus, StudyStatus[]> = {
    DRAFT: [],
    LIVE: ['LIVE'],
    PAUSED: ['LIVE', 'PAUSED'],
    CLOSED: ['LIVE', 'CLOSED'],
    ARCHIVED: ['ARCHIVED'],
  }
  for (const step of steps[status]) {
    await system.study.update({ where: { id: study.id }, data: { status: step } })
  }
  return { study, arm, spareArm, participant, unnamed, identity }
}

type Filled = Awaited<ReturnType<typeof createStudyIn>>
type Change = {
  table: 'Participant' | 'Arm' | 'ParticipantIdentity'
  operation: 'insert' | 'update' | 'delete'
  door(it: Filled): Promise<unknown>
  sql(it: Filled): string
}

const columns = '"createdAt", "updatedAt", "createdById", "spaceId", "studyId"'
const values = ({ study }: Filled) =>
  `now(), now(), '${study.createdById}', '${study.spaceId}', '${study.id}'`

const changes: Change[] = [
  {
    table: 'Participant',
    operation: 'insert',
    door: ({ study }) => db.participant.create({ data: { studyId: study.id, code: unique('p') } }),
    sql: (it) =>
      `insert into "Participant" (id, code, ${columns}) values ('${unique('id')}', '${unique('p')}', ${values(it)})`,
  },
  {
    table: 'Participant',
    operation: 'update',
    door: ({ participant: { id } }) =>
      db.participant.update({ where: { id }, data: { status: 'ENROLLED' } }),
    sql: ({ participant }) =>
      `update "Participant" set locale = 'de' where id = '${participant.id}'`,
  },
  {
    table: 'Participant',
    operation: 'delete',
    door: ({ unnamed: { id } }) => db.participant.delete({ where: { id } }),
    sql: ({ participant }) => `delete from "Participant" where id = '${participant.id}'`,
  },
  {
    table: 'Arm',
    operation: 'insert',
    door: ({ study }) =>
      db.arm.create({ data: { studyId: study.id, key: unique('a'), title: 'x' } }),
    sql: (it) =>
      `insert into "Arm" (id, key, title, ${columns}) values ('${unique('id')}', '${unique('a')}', 'x', ${values(it)})`,
  },
  {
    table: 'Arm',
    operation: 'update',
    door: ({ arm: { id } }) => db.arm.update({ where: { id }, data: { title: 'Other' } }),
    sql: ({ arm }) => `update "Arm" set ratio = 3 where id = '${arm.id}'`,
  },
  {
    table: 'Arm',
    operation: 'delete',
    door: ({ spareArm: { id } }) => db.arm.delete({ where: { id } }),
    sql: ({ study }) =>
      `delete from "Arm" where "studyId" = '${study.id}' and id not in (select "armId" from "Participant" where "armId" is not null)`,
  },
  {
    table: 'ParticipantIdentity',
    operation: 'insert',
    door: ({ study, unnamed }) =>
      db.participantIdentity.create({
        data: { studyId: study.id, participantId: unnamed.id, givenName: 'x' },
      }),
    sql: (it) =>
      `insert into "ParticipantIdentity" (id, "participantId", ${columns})
       select '${unique('id')}', p.id, ${values(it)} from "Participant" p
       where p."studyId" = '${it.study.id}' and not exists (select from "ParticipantIdentity" i where i."participantId" = p.id) limit 1`,
  },
  {
    table: 'ParticipantIdentity',
    operation: 'update',
    door: ({ identity: { id } }) =>
      db.participantIdentity.update({ where: { id }, data: { phone: '1' } }),
    sql: ({ identity }) =>
      `update "ParticipantIdentity" set "givenName" = 'y' where id = '${identity.id}'`,
  },
  {
    table: 'ParticipantIdentity',
    operation: 'delete',
    door: ({ identity: { id } }) => db.participantIdentity.delete({ where: { id } }),
    sql: ({ study }) => `delete from "ParticipantIdentity" where "studyId" = '${study.id}'`,
  },
]

/** What a change is told in a study of this status; null when it may happen. */
function refusalOf(status: StudyStatus, { table, operation }: Change): string | null {
  // Who somebody is can be erased at any time.
  if (table === 'ParticipantIdentity' && operation === 'delete') return null
  if (status === 'CLOSED' || status === 'ARCHIVED') return LOCKED
  if (status === 'PAUSED' && table === 'Participant' && operation === 'insert') return PAUSED
  return null
}

describe.each(studyStatuses)('in a study that is %s', (status) => {
  let locked: Filled | undefined

  test.each(changes)('$operation of $table', async (change) => {
    const expected = refusalOf(status, change)
    // What refuses every change serves the next test too.
    const it = (expected && locked) || (await createStudyIn(status))
    locked = expected ? it : undefined
    const attempt = async (work: () => Promise<unknown>) => {
      const problem = await problemFrom(work())
      expect(problem?.message ?? null).toBe(expected)
      if (problem) expect(problem.code).toBe('conflict')
    }
    const door = () => attempt(() => change.door(it))
    const sql = () => attempt(() => system.$executeRawUnsafe(change.sql(it)))
    if (expected) {
      await expectNothingChanged(door)
      await expectNothingChanged(sql)
    } else {
      await door()
      await sql()
    }
  })

  test('the study itself', async () => {
    const it = await createStudyIn(status)
    const refused = status === 'CLOSED' || status === 'ARCHIVED'
    const update = (data: object) =>
      problemFrom(db.study.update({ where: { id: it.study.id }, data }))
    expect((await update({ title: 'Other' }))?.message ?? null).toBe(refused ? LOCKED : null)
    const bare = `update "Study" set summary = 'x' where id = '${it.study.id}'`
    const problem = await problemFrom(system.$executeRawUnsafe(bare))
    expect(problem?.message ?? null).toBe(refused ? LOCKED : null)
  })

  test('deleting it', async () => {
    const fresh = await createStudyIn(status)
    const problem = await problemFrom(db.study.delete({ where: { id: fresh.study.id } }))
    const allowed = status === 'DRAFT' || status === 'ARCHIVED'
    expect(problem?.message ?? null).toBe(
      allowed ? null : 'Only a draft or an archived study can be deleted. Archive it first.',
    )
    const left = await system.participant.count({ where: { studyId: fresh.study.id } })
    expect(left > 0).toBe(!allowed)
  })
})

describe('the interface and the database know the same steps', () => {
  const pairs = studyStatuses.flatMap((from) => studyStatuses.map((to) => [from, to] as const))

  test.each(pairs)('%s to %s', async (from, to) => {
    const { study } = await createStudyIn(from)
    const offered = studyTransitions.some((step) => step.from === from && step.to === to)
    const update = db.study.update({ where: { id: study.id }, data: { status: to } })
    expect(await answerOf(update)).toBe(offered || from === to ? 'done' : 'conflict')
    const after = await system.study.findUnique({ where: { id: study.id } })
    expect(after?.status).toBe(offered ? to : from)
  })

  test('a closed study is reopened alone, not along with another change', async () => {
    const { study } = await createStudyIn('CLOSED')
    const data = { status: 'LIVE' as const, title: 'Other' }
    const update = db.study.update({ where: { id: study.id }, data })
    expect((await problemFrom(update))?.message).toBe(LOCKED)
  })
})

describe('closing a study while somebody writes in it', () => {
  const insert = (study: Filled['study']) =>
    `insert into "Participant" (id, code, ${columns}) values ('${unique('id')}', '${unique('p')}',
     now(), now(), '${study.createdById}', '${study.spaceId}', '${study.id}')`
  const close = (study: Filled['study']) =>
    `update "Study" set status = 'CLOSED' where id = '${study.id}'`

  test('waits for a row that is being added', async () => {
    const { study } = await createStudyIn('LIVE')
    const writer = await systemPool.connect()
    const closer = await systemPool.connect()
    try {
      await writer.query('begin')
      await writer.query(insert(study))
      let closed = false
      const closing = closer.query(close(study)).then(() => {
        closed = true
      })
      await untilBlocked()
      expect(closed).toBe(false)
      await writer.query('commit')
      await closing
    } finally {
      writer.release()
      closer.release()
    }
    expect(await system.participant.count({ where: { studyId: study.id } })).toBe(3)
  })

  test('makes a row that comes later wait, and be refused', async () => {
    const { study } = await createStudyIn('LIVE')
    const writer = await systemPool.connect()
    const closer = await systemPool.connect()
    try {
      await closer.query('begin')
      await closer.query(close(study))
      const writing = problemFrom(writer.query(insert(study)))
      const refused = writer.query('select 1').catch(() => {})
      await untilBlocked()
      await closer.query('commit')
      expect(await writing).not.toBeNull()
      await refused
    } finally {
      writer.release()
      closer.release()
    }
    expect(await system.participant.count({ where: { studyId: study.id } })).toBe(2)
  })

  /** Until some statement in this database waits for a lock. */
  async function untilBlocked(): Promise<void> {
    await expect
      .poll(async () => {
        const [row] = await system.$queryRaw<{ waiting: number }[]>`
          select count(*)::int as waiting from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`
        return row?.waiting
      })
      .toBe(1)
  }
})
