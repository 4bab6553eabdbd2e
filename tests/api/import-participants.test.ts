import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { headRows, readHead } from '@/features/import/head'
import { guessTargets } from '@/features/participant-import/guess'
import { importParticipants } from '@/features/participant-import/handler'
import type { Target } from '@/features/participant-import/plan'
import { system } from '@/lib/db/system'
import {
  addMember,
  createArm,
  createFilledSpace,
  createIdentity,
  createParticipant,
  createStudy,
  createUser,
  type FilledSpace,
} from '../support/factories'
import { importFile, importRequest } from '../support/import'
import { expectNothingChanged } from '../support/matchers'
import { hasRealdata, realdata } from '../support/realdata'
import { signedInCookie } from '../support/rpc'

let a: FilledSpace
let b: FilledSpace
let coordinator: string
let viewer: string

beforeAll(async () => {
  a = await createFilledSpace('A', await createUser())
  b = await createFilledSpace('B', await createUser())
  coordinator = await cookieOf('COORDINATOR')
  viewer = await cookieOf('VIEWER')
})

async function cookieOf(role: 'COORDINATOR' | 'VIEWER', expiresAt?: Date): Promise<string> {
  const user = await createUser()
  await addMember(a.space, user, role, expiresAt)
  return signedInCookie(user.id)
}

type Study = Awaited<ReturnType<typeof createStudy>>

const code: Target = { to: 'code' }
const CODES = { id: code }

/** What the wizard needs to say to import a file into a study of space A. */
const into = (study: Study, more: Partial<Parameters<typeof importFile>[0]> = {}) => ({
  cookie: coordinator,
  space: a.space.slug,
  study: study.key,
  columns: CODES as Record<string, Target>,
  file: 'id\n1\n2\n3\n',
  ...more,
})

const countIn = (study: Study) => system.participant.count({ where: { studyId: study.id } })

describe('who may import', () => {
  it.each([
    ['somebody signed out', () => ({ cookie: undefined }), 401],
    ['a viewer', () => ({ cookie: viewer }), 403],
    [
      'a member whose time is over',
      async () => ({ cookie: await cookieOf('COORDINATOR', new Date(0)) }),
      404,
    ],
    [
      'the owner of another space',
      async () => ({ cookie: await signedInCookie(b.space.owner.id) }),
      404,
    ],
    [
      'a coordinator from another site',
      () => ({ headers: { 'sec-fetch-site': 'cross-site' } }),
      403,
    ],
    ['a coordinator, into a study of another space', () => ({ space: b.space.slug }), 404],
    ['a coordinator, into no study', () => ({ study: 'nothing' }), 404],
  ] as const)('refuses %s', async (_, change, status) => {
    const study = await createStudy(a.space)
    const upload = { ...into(study), ...(await change()) }
    const answer = await expectNothingChanged(() => importFile(upload))
    expect(answer.status).toBe(status)
    expect(answer.error).toBeDefined()
  })

  it('lets a coordinator', async () => {
    const study = await createStudy(a.space)
    const { status, report, phases } = await importFile(into(study))
    expect({ status, report, phases }).toEqual({
      status: 200,
      phases: ['writing'],
      report: {
        rows: 3,
        created: 3,
        updated: 0,
        skipped: 0,
        refused: 0,
        knownCodes: [],
        findings: [],
      },
    })
    expect(await countIn(study)).toBe(3)
  })

  it('writes nothing when it only checks', async () => {
    const study = await createStudy(a.space)
    const { report } = await expectNothingChanged(() => importFile(into(study, { mode: 'check' })))
    expect(report).toMatchObject({ rows: 3, created: 3 })
  })

  it('names the sentence of a study that takes nobody', async () => {
    const study = await createStudy(a.space, { status: 'PAUSED' })
    const { error } = await expectNothingChanged(() => importFile(into(study)))
    expect(error).toMatchObject({
      code: 'conflict',
      message: 'This study is paused and takes no new participants. Resume it first.',
    })
  })
})

describe('known codes', () => {
  async function studyWithKnown() {
    const study = await createStudy(a.space)
    const arm = await createArm(study, { key: 'training', title: 'Training' })
    const known = await createParticipant(study, {
      code: '1',
      locale: 'de',
      baseline: { site: 'north', height: 170 },
    })
    await createIdentity(known, { givenName: 'Zoe', familyName: 'Doe', email: 'zoe@old.example' })
    return { study, arm, known }
  }
  const columns: Record<string, Target> = {
    id: code,
    arm: { to: 'arm' },
    lang: { to: 'locale' },
    mail: { to: 'email' },
    height: { to: 'baseline', key: 'height', type: 'number', decimal: 'comma', confirmed: false },
  }
  const file = 'id,arm,lang,mail,height\n1,Training,,zoe@new.example,"171,5"\n2,training,fr,,180\n'

  it('are left alone', async () => {
    const { study, known } = await studyWithKnown()
    const { report } = await importFile(into(study, { columns, file, plan: { known: 'skip' } }))
    expect(report).toMatchObject({ created: 1, updated: 0, skipped: 1 })
    expect(await system.participant.findUnique({ where: { id: known.id } })).toEqual(known)
  })

  it('are updated with what the file has, and with nothing else', async () => {
    const { study, arm, known } = await studyWithKnown()
    const upload = into(study, { columns, file, plan: { known: 'update' } })
    expect((await importFile(upload)).report).toMatchObject({ created: 1, updated: 1, skipped: 0 })
    expect(
      await system.participant.findUnique({ where: { id: known.id }, include: { identity: true } }),
    ).toMatchObject({
      armId: arm.id,
      locale: 'de',
      baseline: { site: 'north', height: 171.5 },
      identity: { givenName: 'Zoe', familyName: 'Doe', email: 'zoe@new.example' },
    })
    const again = await expectNothingChanged(() => importFile(upload))
    expect(again.report).toMatchObject({ created: 0, updated: 0, skipped: 2 })
  })

  it('stop the whole import', async () => {
    const { study } = await studyWithKnown()
    const upload = into(study, { columns, file, plan: { known: 'stop' } })
    const { error } = await expectNothingChanged(() => importFile(upload))
    expect(error).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('among them 1'),
    })
  })

  it('do not lend their contacts to somebody else', async () => {
    const { study } = await studyWithKnown()
    const upload = into(study, {
      columns: { id: code, mail: { to: 'email' } },
      file: 'id,mail\n2,zoe@old.example\n3,new@old.example\n',
    })
    const { error } = await expectNothingChanged(() => importFile(upload))
    expect(error?.message).toContain('The participant 1 has the same.')
  })
})

describe('rows that cannot be imported', () => {
  const columns: Record<string, Target> = { id: code, mail: { to: 'email' } }
  const file = 'id,mail\n1,a@b.example\n2,nonsense\n1,c@d.example\n3,e@f.example\n'

  it('stop the import unless they are to be left out', async () => {
    const study = await createStudy(a.space)
    const stopped = await expectNothingChanged(() => importFile(into(study, { columns, file })))
    expect(stopped.error?.message).toBe(
      '2 rows cannot be imported; the first is in line 3: mail: This is not an e-mail address. Nothing was imported.',
    )
    const { report } = await importFile(
      into(study, { columns, file, plan: { refused: 'leave-out' } }),
    )
    expect(report).toMatchObject({ rows: 4, created: 2, refused: 2 })
    expect(report?.findings.map(({ line, column }) => [line, column])).toEqual([
      [3, 'mail'],
      [4, 'Code'],
    ])
  })
})

describe('files', () => {
  it.each([
    ['has broken quotes', 'id\n1\n"2\n3\n', 'line 3 and is never closed'],
    ['is empty', '', 'The file is empty.'],
    ['has no rows', 'id\n', 'no rows'],
    ['has other columns', 'code\n1\n', 'not those that you assigned'],
    ['is not UTF-8', Buffer.from('id\nM\xfcller\n', 'latin1'), 'Line 2'],
    ['is not text', Buffer.from('PK\u0003\u0004\0\0'), 'not a text file'],
  ])('are refused as a whole when one %s', async (_, file, words) => {
    const study = await createStudy(a.space)
    const answer = await expectNothingChanged(() => importFile(into(study, { file })))
    expect(answer.status).toBe(422)
    expect(answer.error?.message).toContain(words)
  })

  it('are read with ; and a decimal comma, CRLF, a byte order mark and quoted newlines', async () => {
    const study = await createStudy(a.space)
    const height: Target = {
      to: 'baseline',
      key: 'height',
      type: 'number',
      decimal: 'comma',
      confirmed: false,
    }
    const note: Target = { to: 'baseline', key: 'note', type: 'text', confirmed: false }
    const file = '\ufeffid;note;height\r\n1;"two\r\nlines";176,1\r\n2;;x\r\n'
    const upload = into(study, {
      columns: { id: code, note, height },
      file,
      plan: { delimiter: ';', refused: 'leave-out' },
    })
    const { report } = await importFile(upload)
    expect(report?.findings).toMatchObject([{ line: 4, column: 'height', value: 'x' }])
    expect(await system.participant.findFirst({ where: { studyId: study.id } })).toMatchObject({
      baseline: { note: 'two\nlines', height: 176.1 },
    })
  })

  it('are refused above 50 MB, announced or not', async () => {
    const study = await createStudy(a.space)
    const announced = into(study, { headers: { 'content-length': String(60 * 1024 * 1024) } })
    expect((await importFile(announced)).status).toBe(413)
    const columns = { id: code, remark: { to: 'none' } as const }
    const filler = 'x'.repeat(9_000)
    let line = 0
    const file = new ReadableStream<Uint8Array>({
      pull(controller) {
        const header = line === 0 ? 'id,remark\n' : ''
        controller.enqueue(Buffer.from(`${header}${++line},${filler}\n`))
      },
    })
    const answer = await expectNothingChanged(() => importFile(into(study, { file, columns })))
    expect(answer.status).toBe(413)
  })

  it('that arrive cut off are refused', async () => {
    const study = await createStudy(a.space)
    const upload = into(study, { headers: { 'content-length': '1000' } })
    expect((await expectNothingChanged(() => importFile(upload))).status).toBe(400)
  })

  it('of nearly 50 MB are read in bounded memory', async () => {
    const study = await createStudy(a.space)
    const filler = 'x'.repeat(4_900)
    let line = 0
    const file = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (line === 0) controller.enqueue(Buffer.from('id,remark\n'))
        if (line === 10_000) return controller.close()
        let text = ''
        for (let row = 0; row < 100; row++) text += `${++line},${filler}\n`
        controller.enqueue(Buffer.from(text))
      },
    })
    const before = process.memoryUsage().rss
    const columns = { id: code, remark: { to: 'none' } as const }
    const { report } = await importFile(into(study, { file, columns, mode: 'check' }))
    expect(report).toMatchObject({ rows: 10_000, created: 10_000 })
    expect((process.memoryUsage().rss - before) / 1024 / 1024, 'MB more').toBeLessThan(300)
  })
})

describe('going away', () => {
  it('before the end undoes the import', async () => {
    const study = await createStudy(a.space)
    const file = `id\n${Array.from({ length: 5_000 }, (_, index) => index).join('\n')}\n`
    const gone = new AbortController()
    const response = await importParticipants(importRequest(into(study, { file }), gone.signal))
    const reader = response.body?.getReader()
    await reader?.read()
    gone.abort()
    await reader?.cancel()
    // The next import waits for the one before.
    await importFile(into(study))
    expect(await countIn(study)).toBe(3)
  })
})

describe.runIf(hasRealdata())('500 records of a REDCap project', () => {
  async function upload(study: Study) {
    const bytes = await readFile(realdata('redcap/redcapr-clinical-trial-1-data.csv'))
    const head = await readHead(new File([new Uint8Array(bytes)], 'data.csv'))
    const { columns } = headRows(head)
    const targets = guessTargets(columns, { mayWriteIdentity: true })
    return {
      bytes,
      upload: into(study, {
        file: bytes,
        columns: Object.fromEntries(
          columns.map(({ header }, index) => [header, targets[index] ?? { to: 'none' }]),
        ),
      }),
    }
  }

  it('become 500 participants, and who they are stands in ParticipantIdentity only', async () => {
    const study = await createStudy(a.space)
    const { bytes, upload: given } = await upload(study)
    expect((await importFile(given)).report).toMatchObject({ rows: 500, created: 500, refused: 0 })
    expect(await system.participantIdentity.count({ where: { studyId: study.id } })).toBe(500)
    const first = await system.participant.findFirstOrThrow({
      where: { studyId: study.id, code: '1' },
      include: { identity: true },
    })
    expect(first.baseline).toEqual({ ethnicity: 1, race: 4, gender: 0, height: 176.1, weight: 105 })
    expect(first.identity).toMatchObject({
      givenName: 'Alice',
      familyName: 'Cornel',
      address: '88 Dawnview Way',
      phone: '3364812635',
      birthDate: new Date('1991-05-13'),
      email: 'alice.cornel@aol.com',
    })
    expect(await tablesWith(['3364812635', '88 Dawnview Way', 'alice.cornel@aol.com'])).toEqual([
      'ParticipantIdentity',
    ])
    const values = bytes
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .flatMap((line) => [line.split(',')[4], line.split(',')[5], line.split(',').at(-2)])
    expect(await tablesWith(values.flatMap((value) => value ?? []))).toEqual([
      'ParticipantIdentity',
    ])
    expect(await tablesWith(['Cornel', 'Wojdyla', 'Stunkard', 'Cimochowski'])).toEqual([
      'ParticipantIdentity',
    ])
  })

  it('stay 500 when 16 people import them at once', async () => {
    const study = await createStudy(a.space)
    const { upload: given } = await upload(study)
    const answers = await Promise.all(Array.from({ length: 16 }, () => importFile(given)))
    expect(answers.map(({ report }) => report?.created).sort()).toEqual([...Array(15).fill(0), 500])
    expect(await countIn(study)).toBe(500)
    expect(await system.participantIdentity.count({ where: { studyId: study.id } })).toBe(500)
  })
})

/** The tables in which any of the values occurs, in whatever column. */
async function tablesWith(values: string[]): Promise<string[]> {
  const tables = await system.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.tables
    where table_schema = current_schema() and table_type = 'BASE TABLE' order by 1`
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await system.$queryRawUnsafe<{ text: string | null }[]>(
      `select string_agg(t::text, E'\\n') as text from "${name}" t`,
    )
    const text = row?.text ?? ''
    if (values.some((value) => text.includes(value))) found.push(name)
  }
  return found
}
