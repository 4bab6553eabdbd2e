import { beforeAll, describe, expect, it } from 'vitest'
import { exportRecords } from '@/features/data/export'
import { importRecords } from '@/features/data-import/handler'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { dataImportRequest, importData } from '../support/data-import'
import {
  addMember,
  createArm,
  createFilledSpace,
  createIdentity,
  createParticipant,
  createStudy,
  createUser,
  type FilledSpace,
  unique,
} from '../support/factories'
import { expectNothingChanged, expectSpaceUnchanged } from '../support/matchers'
import { signedInCookie } from '../support/rpc'

let a: FilledSpace
let b: FilledSpace
let coordinator: string
let viewer: string

beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
  await system.space.update({ where: { id: a.space.id }, data: { timeZone: 'Asia/Kathmandu' } })
  coordinator = await cookieOf('COORDINATOR')
  viewer = await cookieOf('VIEWER')
})

async function cookieOf(role: 'COORDINATOR' | 'VIEWER'): Promise<string> {
  const user = await createUser()
  await addMember(a.space, user, role)
  return signedInCookie(user.id)
}

/** Imports as the coordinator of A. */
const into = (
  model: string,
  file: string,
  more: Partial<Parameters<typeof importData>[0]> = {},
) => ({
  cookie: coordinator,
  space: a.space.slug,
  model,
  file,
  ...more,
})

const update = { plan: { known: 'update' } } as const
const leaveOut = { plan: { refused: 'leave-out' } } as const

describe('who may import', () => {
  const file = () => `study,code\nsleep,${unique('x')}\n`

  it.each([
    ['somebody signed out', () => ({ cookie: undefined }), 401],
    ['a viewer', () => ({ cookie: viewer }), 403],
    ['a stranger', async () => ({ cookie: await signedInCookie(b.space.owner.id) }), 404],
    ['a coordinator of another space', () => ({ space: b.space.slug }), 404],
    ['a coordinator, into no model', () => ({ model: 'nothing' }), 404],
    ['a coordinator, into the audit trail', () => ({ model: 'audit-event' }), 404],
    ['a coordinator, into what only the database writes', () => ({ model: 'status-event' }), 403],
    [
      'a coordinator from another site',
      () => ({ headers: { 'sec-fetch-site': 'cross-site' } }),
      403,
    ],
  ] as const)('refuses %s', async (_, change, status) => {
    const upload = { ...into('participant', file()), ...(await change()) }
    const answer = await expectNothingChanged(() => importData(upload))
    expect(answer.status).toBe(status)
    expect(answer.error).toBeDefined()
  })

  it('lets a coordinator', async () => {
    const { status, report, phases } = await importData(into('participant', file()))
    expect({ status, report, phases }).toEqual({
      status: 200,
      phases: ['writing'],
      report: {
        rows: 1,
        created: 1,
        updated: 0,
        skipped: 0,
        refused: 0,
        knownLines: [],
        findings: [],
      },
    })
  })

  it('writes nothing when it only checks', async () => {
    const upload = into('participant', file(), { mode: 'check' })
    const { report, phases } = await expectNothingChanged(() => importData(upload))
    expect(report).toMatchObject({ rows: 1, created: 1 })
    expect(phases).toEqual(['comparing'])
  })
})

describe('values', () => {
  it('are read by the kind of their field, instants by the clocks of the space', async () => {
    const key = unique('read')
    const file = [
      'Key,Title,Status,Target,First day,Notes',
      `${key},"Sleep, ""deep""",live,12,2026-03-31,stays in the file`,
      '',
    ].join('\r\n')
    expect((await importData(into('study', file))).report).toMatchObject({ created: 1 })
    expect(await system.study.findFirst({ where: { spaceId: a.space.id, key } })).toMatchObject({
      title: 'Sleep, "deep"',
      status: 'LIVE',
      blinding: 'OPEN',
      targetN: 12,
      startsOn: new Date('2026-03-31T00:00:00Z'),
    })

    const code = unique('zoned')
    const people = [
      'study,code,status,enrolledAt,isTest,baseline',
      `sleep,${code},Enrolled,2026-03-31 14:30,yes,"{""age"": 40}"`,
      `sleep,${code}-z,ENROLLED,2026-03-31T14:30:00Z,no,`,
      '',
    ].join('\n')
    expect((await importData(into('participant', people))).report).toMatchObject({ created: 2 })
    const rows = await system.participant.findMany({
      where: { spaceId: a.space.id, code: { startsWith: code } },
      orderBy: { code: 'asc' },
    })
    expect(rows).toMatchObject([
      { enrolledAt: new Date('2026-03-31T08:45:00Z'), isTest: true, baseline: { age: 40 } },
      { enrolledAt: new Date('2026-03-31T14:30:00Z'), isTest: false, baseline: {} },
    ])
  })

  it('that cannot be stored are named by line, column and reason', async () => {
    const file = [
      'study,code,status,language,baseline,isTest',
      'sleep,,enrolled,,,',
      'sleep,w-1,sleeping,x,{,perhaps',
      'nowhere,w-2,,,,',
      'sleep,w-3,,,,,more',
      '',
    ].join('\n')
    const { report } = await expectNothingChanged(() =>
      importData(into('participant', file, { mode: 'check' })),
    )
    expect(report).toMatchObject({ rows: 4, created: 0, refused: 4 })
    expect(report?.findings.map(({ line, column, value }) => [line, column, value])).toEqual([
      [2, 'code', ''],
      [3, 'language', 'x'],
      [3, 'status', 'sleeping'],
      [3, 'baseline', '{'],
      [3, 'isTest', 'perhaps'],
      [4, 'study', 'nowhere'],
      [5, '', 'sleep w-3     more'],
    ])
    expect(report?.findings.at(-2)?.reason).toBe('There is no such study in this space.')
  })
})

describe('refused rows', () => {
  const file = () => `study,code\nsleep,${unique('ok')}\nnowhere,${unique('bad')}\n`

  it('stop the import', async () => {
    const { error } = await expectNothingChanged(() => importData(into('participant', file())))
    expect(error?.message).toBe(
      'One row cannot be imported; the first is in line 3: study: There is no such study in this space. Nothing was imported.',
    )
  })

  it('are left out when that is chosen', async () => {
    const { report } = await importData(into('participant', file(), leaveOut))
    expect(report).toMatchObject({ rows: 2, created: 1, refused: 1 })
  })
})

describe('links', () => {
  it('are found by id, by name and by key, narrowed by the rest of the row', async () => {
    const [one, two] = [
      await createStudy(a.space),
      await createStudy(a.space, { title: unique('T') }),
    ]
    const arms = [await createArm(one, { key: 'same' }), await createArm(two, { key: 'same' })]
    const file = [
      'study,code,arm',
      `${one.id},by-id,${arms[0]?.id}`,
      `${one.key},by-key,same`,
      `${two.title},by-title,same`,
      '',
    ].join('\n')
    expect((await importData(into('participant', file))).report).toMatchObject({ created: 3 })
    const rows = await system.participant.findMany({
      where: { studyId: { in: [one.id, two.id] } },
      orderBy: { code: 'asc' },
    })
    expect(rows.map(({ code, armId }) => [code, armId])).toEqual([
      ['by-id', arms[0]?.id],
      ['by-key', arms[0]?.id],
      ['by-title', arms[1]?.id],
    ])
  })

  it('that are ambiguous, of another study or missing are findings', async () => {
    const title = unique('Twice')
    const [one, two] = [
      await createStudy(a.space, { title }),
      await createStudy(a.space, { title }),
    ]
    const arm = await createArm(one)
    const file = `study,code,arm\n${title},1,\n${two.key},2,${arm.id}\n${two.key},3,${arm.key}\nnowhere,4,${arm.key}\n`
    const { report } = await expectNothingChanged(() =>
      importData(into('participant', file, { mode: 'check' })),
    )
    expect(report?.findings.map(({ line, column, reason }) => [line, column, reason])).toEqual([
      [2, 'study', 'Several records are called so. Use the id of the study.'],
      [3, 'arm', 'This arm belongs to another study.'],
      [4, 'arm', 'There is no such arm in this study.'],
      [5, 'study', 'There is no such study in this space.'],
    ])
  })

  it('take over what hangs on the other record', async () => {
    const [one, two] = [await createStudy(a.space), await createStudy(a.space)]
    const people = [
      await createParticipant(one, { code: 'P-9' }),
      await createParticipant(two, { code: 'P-9' }),
    ]
    const file = `participant,given name\nP-9,Ada\n`
    const { error } = await importData(into('participant-identity', file))
    expect(error?.message).toContain('Several records are called so.')
    const told = `study,participant,given name\n${two.key},P-9,Ada\n`
    expect((await importData(into('participant-identity', told))).report).toMatchObject({
      created: 1,
    })
    expect(
      await system.participantIdentity.findMany({
        where: { participantId: { in: people.map(({ id }) => id) } },
      }),
    ).toMatchObject([{ participantId: people[1]?.id, studyId: two.id, givenName: 'Ada' }])
  })

  it('and ids of another space are as if they did not exist', async () => {
    const of = (study: string, id: string) =>
      `id,study,code,arm\n,${study},f-1,\n${id},sleep,f-2,\n,sleep,f-3,${study}\n`
    const answer = (study: string, id: string) =>
      expectSpaceUnchanged(b.space.id, () =>
        expectNothingChanged(() =>
          importData(into('participant', of(study, id), { mode: 'check', ...update })),
        ),
      )
    const nobody = '0190f4d2-0000-7000-8000-000000000000'
    const foreign = await answer(b.study.id, b.participant.id)
    const absent = await answer(nobody, nobody)
    const reasons = ({ report }: typeof foreign) =>
      report?.findings.map(({ line, column, reason }) => [line, column, reason])
    expect(foreign.report?.refused).toBe(3)
    expect(reasons(foreign)).toEqual(reasons(absent))
    expect(foreign.text).not.toContain('Sleep in B')
    const byName = await importData(into('participant', 'study,code\nSleep in B,f-4\n'))
    expect(byName.error?.message).toContain('There is no such study in this space.')
  })
})

describe('records that are there already', () => {
  async function studyWithOne() {
    const study = await createStudy(a.space)
    const known = await createParticipant(study, { code: '1', locale: 'de', isTest: true })
    const file = `study,code,language,isTest\n${study.key},1,fr,\n${study.key},2,fr,\n`
    return { study, known, file }
  }

  it('are left alone', async () => {
    const { known, file } = await studyWithOne()
    const { report } = await importData(into('participant', file))
    expect(report).toMatchObject({ created: 1, updated: 0, skipped: 1, knownLines: [2] })
    expect(await system.participant.findUnique({ where: { id: known.id } })).toEqual(known)
  })

  it('are updated with what the file has; a second time nothing changes', async () => {
    const { known, file } = await studyWithOne()
    const { report } = await importData(into('participant', file, update))
    expect(report).toMatchObject({ created: 1, updated: 1, skipped: 0 })
    expect(await system.participant.findUnique({ where: { id: known.id } })).toMatchObject({
      locale: 'fr',
      isTest: true,
    })
    const again = await expectNothingChanged(() => importData(into('participant', file, update)))
    expect(again.report).toMatchObject({ created: 0, updated: 0, skipped: 2 })
  })

  it('stop the import', async () => {
    const { file } = await studyWithOne()
    const { error } = await expectNothingChanged(() =>
      importData(into('participant', file, { plan: { known: 'stop' } })),
    )
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('lines 2') })
  })

  it('are found by their id, and what is frozen stays', async () => {
    const { study, known } = await studyWithOne()
    const renamed = `id,code\n${known.id},renamed\n`
    expect((await importData(into('participant', renamed, update))).report).toMatchObject({
      updated: 1,
    })
    expect(await system.participant.findUnique({ where: { id: known.id } })).toMatchObject({
      code: 'renamed',
      studyId: study.id,
    })
    const moved = `id,study\n${known.id},sleep\n`
    const { error } = await expectNothingChanged(() =>
      importData(into('participant', moved, update)),
    )
    expect(error?.message).toContain('study: This stays as it is once the record is made.')
  })

  it('lend their keys to no other record, and a file names each once', async () => {
    const study = await createStudy(a.space)
    const [one, two] = [
      await createParticipant(study, { code: '1' }),
      await createParticipant(study, { code: '2' }),
    ]
    await createIdentity(one, { email: 'one@people.example' })
    const clash = `participant,email\n${two.id},one@people.example\n`
    const answer = await expectNothingChanged(() =>
      importData(into('participant-identity', clash, update)),
    )
    expect(answer.error?.message).toContain('email: Another record has the same.')
    const twice = `id,study,code\n${one.id},,3\n,${study.key},3\n`
    const { error } = await expectNothingChanged(() =>
      importData(into('participant', twice, update)),
    )
    expect(error?.message).toContain('line 3: code: The row in line 2 has the same.')
  })
})

describe('records of others', () => {
  it('that this person may not change stay, and the check says so', async () => {
    const name = unique('view')
    const owner = { spaceId: a.space.id, createdById: a.space.owner.id }
    const view = await system.savedView.create({
      data: { ...owner, name, entity: 'Study', query: '', shared: true },
    })
    const renamed = into('saved-view', `id,name\n${view.id},renamed\n`, update)
    for (const mode of ['check', 'import'] as const) {
      const { error } = await expectNothingChanged(() => importData({ ...renamed, mode }))
      expect(error?.code).toBe('forbidden')
    }
    const same = into('saved-view', `id,name\n${view.id},${name}\n`, update)
    expect((await importData(same)).report).toMatchObject({ skipped: 1 })
  })
})

describe('an exported file', () => {
  async function exported(model: string): Promise<string> {
    const query = new URLSearchParams({ space: a.space.slug, model, format: 'csv' })
    const headers = { cookie: coordinator, 'sec-fetch-site': 'same-origin' }
    const request = new Request(`${env.APP_URL}/api/data/export?${query}`, { headers })
    return (await exportRecords(request)).text()
  }

  it('can be imported as it is: nothing changes', async () => {
    const study = await createStudy(a.space, {
      title: '=1+1',
      summary: 'two\r\nlines, "quoted"',
      startsOn: new Date('2026-03-31'),
    })
    const person = await createParticipant(study, {
      code: '-5',
      enrolledAt: new Date('2026-03-31T01:02:03.004Z'),
      status: 'ENROLLED',
      baseline: { b: 1, a: ['x', null] },
    })
    await createIdentity(person, { phone: '+49 30 123', birthDate: new Date('1990-01-01') })
    for (const model of ['study', 'arm', 'participant', 'participant-identity', 'saved-view']) {
      const file = await exported(model)
      if (file.trim().split('\n').length < 2) continue
      for (const known of ['skip', 'update'] as const) {
        const upload = into(model, file, { plan: { known } })
        const { report, error } = await expectNothingChanged(() => importData(upload))
        expect(error, model).toBeUndefined()
        expect(report, model).toMatchObject({ created: 0, updated: 0, refused: 0 })
        expect(report?.skipped, model).toBe(report?.rows)
      }
    }
  })

  it('can be corrected and imported again', async () => {
    const study = await createStudy(a.space, { title: 'Before it was corrected' })
    const file = (await exported('study')).replace('Before it was corrected', 'Corrected')
    const { report } = await importData(into('study', file, update))
    expect(report).toMatchObject({ created: 0, updated: 1, refused: 0 })
    expect(await system.study.findUnique({ where: { id: study.id } })).toMatchObject({
      title: 'Corrected',
      createdAt: study.createdAt,
    })
  })
})

describe('all of it or nothing', () => {
  it('when the database refuses one row', async () => {
    const study = await createStudy(a.space)
    const file = `study,code\n${study.key},1\nclosed,2\n`
    const { error } = await expectNothingChanged(() => importData(into('participant', file)))
    expect(error).toMatchObject({ code: 'conflict', message: expect.stringContaining('closed') })
  })

  it('when the person goes away before the end', async () => {
    const study = await createStudy(a.space)
    const lines = Array.from({ length: 5_000 }, (_, index) => `${study.key},${index}`)
    const gone = new AbortController()
    const file = `study,code\n${lines.join('\n')}\n`
    const response = await importRecords(dataImportRequest(into('participant', file), gone.signal))
    const reader = response.body?.getReader()
    await reader?.read()
    gone.abort()
    await reader?.cancel()
    // The next import waits for the one before.
    await importData(into('participant', `study,code\n${study.key},last\n`))
    expect(await system.participant.count({ where: { studyId: study.id } })).toBe(1)
  })

  it('and once, however often it is sent at the same time', async () => {
    const study = await createStudy(a.space)
    const lines = Array.from({ length: 50 }, (_, index) => `${study.key},${index}`)
    const upload = into('participant', `study,code\n${lines.join('\n')}\n`)
    const answers = await Promise.all(Array.from({ length: 6 }, () => importData(upload)))
    expect(answers.map(({ report }) => report?.created).sort()).toEqual([0, 0, 0, 0, 0, 50])
    expect(await system.participant.count({ where: { studyId: study.id } })).toBe(50)
  })
})

describe('large files', () => {
  it('of 10,000 rows are imported within the time of a request', async () => {
    const study = await createStudy(a.space)
    await createArm(study, { key: 'control' })
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `${study.key},L-${index},control,enrolled,2026-03-31 08:00`,
    )
    const file = `study,code,arm,status,enrolledAt\n${lines.join('\n')}\n`
    const { report } = await importData(into('participant', file))
    expect(report).toMatchObject({ rows: 10_000, created: 10_000 })
  })

  it('are refused above 50 MB', async () => {
    const headers = { 'content-length': String(60 * 1024 * 1024) }
    const { status } = await importData(into('participant', 'study,code\nsleep,1\n', { headers }))
    expect(status).toBe(413)
  })
})

describe('what does not fit the model', () => {
  it.each([
    ['a column that cannot be imported', { code: 'createdById' }, 'no field "createdById"'],
    ['one field twice', { code: 'studyId' }, 'Two columns go to "Study"'],
    ['nothing to import', { study: null, code: null }, 'Choose at least one column'],
  ])('is refused: %s', async (_, targets, words) => {
    const answer = await expectNothingChanged(() =>
      importData(into('participant', 'study,code\nsleep,1\n', { targets })),
    )
    expect(answer.status).toBe(422)
    expect(answer.error?.message).toContain(words)
  })
})
