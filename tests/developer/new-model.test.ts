import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { instantAt } from '@/lib/zoned-time'
import { typed, values, withEveryType } from './every-type'
import { type Done, ProjectCopy } from './project-copy'
import { Studio } from './studio'
import { Visitor } from './visitor'
import { commands, model, withModel } from './worked-example'

/**
 * The developer's path on a copy of the repository: docs/models.md step by step, and in the same
 * migration a second model with a column of each type. The steps build on each other, so they stand in `beforeAll`.
 */

const HERE = 'demo-university'
const THERE = 'demo-relief'
/** From the first command to an answer, on two processors that have nothing else to do. */
const SECONDS = 60

let copy: ProjectCopy
let owner: Visitor
let neighbour: Visitor
let viewer: Visitor

beforeAll(async () => {
  copy = await ProjectCopy.make()
})
afterAll(async () => {
  await copy.stop()
  await copy.remove()
})

async function open(): Promise<void> {
  const url = await copy.start()
  ;[owner, viewer, neighbour] = await Promise.all([
    new Visitor(url).signIn('owner@demo.example'),
    new Visitor(url).signIn('viewer@demo.example'),
    new Visitor(url).signIn('owner@relief.example'),
  ])
}

/** A row of the demo, of a study that takes participants. */
async function sampleOf(name: 'study' | 'participant') {
  const live = { status: 'LIVE' }
  const where = name === 'study' ? live : { study: live, status: 'ENROLLED' }
  const { data, body } = await owner.call(HERE, name, 'findFirst', { where })
  expect(data, JSON.stringify(body)).toBeTruthy()
  return data
}

describe('the worked example', () => {
  let added: Done
  let migrated: Done
  let seconds = 0
  let studyId: string

  beforeAll(async () => {
    const started = performance.now()
    expect(commands).toEqual([
      'npm run model -- Visit --study',
      'npm run db:migrate -- add-visit',
      'npm run dev',
    ])
    added = await copy.run(commands[0] ?? '')
    await copy.editSchema((schema) => withEveryType(withModel(schema, 'Visit', model)))
    migrated = await copy.run(commands[1] ?? '')
    expect(migrated.code, migrated.output).toBe(0)
    await open()
    seconds = (performance.now() - started) / 1000
    studyId = (await sampleOf('study')).id
    process.stdout.write(
      `\nFrom a clone to a working model: ${seconds.toFixed(0)} s, of which the migration ${migrated.seconds.toFixed(0)} s\n`,
    )
  })

  test('adds a skeleton and says what comes next', () => {
    expect(added.code, added.output).toBe(0)
    expect(added.output).toContain('next         npm run db:migrate -- add-visit')
  })

  test('says what was created, and where it can be seen', () => {
    for (const text of [
      'CREATE TABLE "Visit"',
      'prisma/tenancy.sql, "-- Visit"',
      'AuditEvent',
      '/api/model/visit/findMany',
      'useFindManyVisit',
      '/spaces/<space>/data/visit',
    ]) {
      expect(migrated.output).toContain(text)
    }
  })

  test('is quick', () => {
    // Slower machines and busy ones: told above, and only a multiple is an error.
    expect(seconds).toBeLessThan(SECONDS * 5)
  })

  test('answers through RPC inside its space, and nowhere else', async () => {
    const data = { studyId, place: 'Third floor', happenedAt: new Date('2031-05-06T07:08:00Z') }
    const made = await owner.call(HERE, 'visit', 'create', { data }, 'POST')
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.data).toMatchObject({ place: 'Third floor', outcome: 'PLANNED', minutes: null })
    const seen = (visitor: Visitor, space: string) => visitor.call(space, 'visit', 'findMany', {})
    expect((await seen(viewer, HERE)).data).toHaveLength(1)
    expect((await seen(neighbour, THERE)).data).toEqual([])
    expect((await seen(neighbour, HERE)).status).toBe(404)
    const refused = await viewer.call(HERE, 'visit', 'create', { data }, 'POST')
    expect(refused.status, JSON.stringify(refused.body)).toBe(403)
    const foreign = await neighbour.call(THERE, 'visit', 'create', { data }, 'POST')
    expect(foreign.status).toBeGreaterThanOrEqual(400)
  })

  test('holds values to the rules of the schema', async () => {
    const data = { studyId, place: 'x', happenedAt: new Date(), minutes: 601 }
    expect((await owner.call(HERE, 'visit', 'create', { data }, 'POST')).status).toBe(422)
  })

  test('stands in the audit trail', async () => {
    const { data } = await owner.call(HERE, 'auditEvent', 'findMany', {
      where: { entity: 'Visit' },
    })
    expect(data).toMatchObject([{ action: 'create', changes: { place: 'Third floor' } }])
  })
})

/** Decimals and bytes come back as objects of other kinds. */
const comparable = (row: Record<string, unknown>) => ({
  ...row,
  dose: String(row.dose),
  photo: [...(row.photo as Uint8Array)],
})

describe('a model with a column of each type', () => {
  let made: { id: string; updatedAt: Date }
  let links: { participantId: string; studyId: string; visitId: string }

  beforeAll(async () => {
    const participant = await sampleOf('participant')
    const { data: visit } = await owner.call(HERE, 'visit', 'findFirst', {})
    links = { participantId: participant.id, studyId: participant.studyId, visitId: visit.id }
    const data = { ...values, ...links }
    const answer = await owner.call(HERE, 'sample', 'create', { data }, 'POST')
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    made = answer.data
  })

  test('comes back as it was sent', async () => {
    const { data } = await owner.call(HERE, 'sample', 'findFirst', { include: { visit: true } })
    const wanted = comparable({ ...values, ...links })
    expect(comparable(data)).toMatchObject(wanted)
    expect(data).toMatchObject({ visit: { id: links.visitId }, photoToo: null, doseToo: null })
  })

  test('is found by each type', async () => {
    const { details, tags, counts, kinds, photo, ...plain } = values
    for (const [name, value] of Object.entries({ ...plain, photo })) {
      const where = { [name]: value }
      const { data, body } = await owner.call(HERE, 'sample', 'count', { where })
      // What is no exact number in a computer is compared all the same: it was stored as it was sent.
      expect(data, `${name}: ${JSON.stringify(body)}`).toBe(1)
    }
    const { data } = await owner.call(HERE, 'sample', 'count', {
      where: { tags: { has: 'first' }, counts: { has: 2 }, kinds: { has: 'SALIVA' } },
    })
    expect(data).toBe(1)
  })

  test('is changed in each optional column, and the trail says how', async () => {
    const data = {
      ...{ labelToo: 'x', tubesToo: 1, cellsToo: 2n, ratioToo: 0.5, doseToo: '1.2345' },
      ...{ frozenToo: false, takenAtToo: values.takenAt, onDayToo: values.onDay },
      ...{ detailsToo: [1], photoToo: new Uint8Array([7]), kindToo: 'SALIVA' },
    }
    const where = { id: made.id }
    const answer = await owner.call(HERE, 'sample', 'update', { where, data }, 'PUT')
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const trail = await owner.call(HERE, 'auditEvent', 'findMany', {
      where: { entityId: made.id },
      orderBy: { id: 'asc' },
    })
    expect(trail.data).toHaveLength(2)
    const [created, changed] = trail.data
    expect(created).toMatchObject({ action: 'create' })
    expect(Object.keys(created.changes)).toEqual(expect.arrayContaining(Object.keys(values)))
    expect(changed).toMatchObject({ action: 'update', changes: { tubesToo: [null, 1] } })
    expect(Object.keys(changed.changes).toSorted()).toEqual(Object.keys(data).toSorted())
  })

  test('is described, read, made and changed over REST', async () => {
    const { output } = await copy.run(
      `npm run api-key -- --space ${HERE} --role ADMIN --name Developer`,
    )
    const [secret = ''] = /ssk_\w+_[\w-]+/.exec(output) ?? []
    const call = (path: string, method = 'GET', data?: object) =>
      fetch(`${owner.url}/api/${path}`, {
        method,
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/vnd.api+json' },
        body: data && JSON.stringify({ data }),
      })
    const { paths } = await (await call('openapi.json')).json()
    expect(Object.keys(paths).join(' ')).toContain('/sample')
    const shown = await call(`rest/sample/${made.id}`)
    const { data } = await shown.json()
    expect(shown.status, JSON.stringify(data)).toBe(200)
    expect(data.attributes).toMatchObject({
      dose: values.dose,
      tags: values.tags,
      onDay: '2031-02-03',
    })

    // Made again from its own document, without what the server sets.
    const { createdAt, updatedAt, createdById, ...attributes } = data.attributes
    const { participant, visit } = data.relationships
    const relationships = { participant: { data: participant.data }, visit: { data: visit.data } }
    const again = { type: 'sample', attributes: { ...attributes, label: 'R-1' }, relationships }
    const posted = await call('rest/sample', 'POST', again)
    const { data: copied } = await posted.json()
    expect(posted.status, JSON.stringify(copied)).toBe(201)
    expect(copied.attributes).toMatchObject({ ...attributes, label: 'R-1' })
    const { id } = copied
    const patched = await call(`rest/sample/${id}`, 'PATCH', {
      type: 'sample',
      id,
      attributes: { tubes: 9 },
    })
    expect((await patched.json()).data.attributes).toMatchObject({ tubes: 9 })
    expect((await call(`rest/sample/${id}`, 'DELETE')).status).toBe(204)
  })
})

describe('the same model in a browser', () => {
  let studio: Studio
  const named = async (label: string) =>
    (await owner.call(HERE, 'sample', 'findFirst', { where: { label } })).data

  beforeAll(async () => {
    studio = await Studio.open(owner, `/spaces/${HERE}/data/sample`)
    const { code } = await sampleOf('participant')
    await studio.add('sample', typed.inputs, { Participant: code, ...typed.choices })
  })
  afterAll(() => studio?.close())

  test('is made by a form from what was typed', async () => {
    const { data: space } = await owner.call(HERE, 'space', 'findFirst', { where: { slug: HERE } })
    const { label } = typed
    const takenAt = instantAt(typed.takenAt, space.timeZone)
    const made = comparable(await named(label))
    expect(made).toMatchObject(comparable({ ...values, label, takenAt, frozen: true }))
    expect(made).toMatchObject({ frozenToo: false, tubesToo: null, visitId: expect.anything() })
  })

  test('stands in the grid, where a cell is changed', async () => {
    expect(await studio.row(typed.label)).toEqual(expect.arrayContaining(['B-1', 'Third floor']))
    await studio.edit(typed.label, 'Tubes', typed.inputs.Tubes, '77')
    expect(await named(typed.label)).toMatchObject({ tubes: 77 })
  })

  test('is exported exactly', async () => {
    const rows = JSON.parse(await studio.export('JSON')) as Record<string, unknown>[]
    const { dose, tags, details } = values
    expect(rows.find(({ label }) => label === typed.label)).toMatchObject({
      ...{ dose, tags, details, onDay: '2031-02-03', photo: typed.inputs.Photo },
      ...{ cells: typed.inputs.Cells, kinds: values.kinds, labelToo: null },
    })
  })

  test('is imported from its own export, as it was', async () => {
    const { data } = Papa.parse<Record<string, string>>((await studio.export('CSV')).slice(1), {
      header: true,
      skipEmptyLines: true,
    })
    const exported = data.find(({ label }) => label === typed.label)
    const { id: _, ...again } = { ...exported, label: 'C-1' } as Record<string, string>
    await studio.import(Papa.unparse([again]), 'Import 1 sample')
    const own = { id: null, label: null, createdAt: null, updatedAt: null }
    const [first, second] = await Promise.all([named(typed.label), named('C-1')])
    expect({ ...comparable(second), ...own }).toEqual({ ...comparable(first), ...own })
  })

  test('leaves an intact chain of the trail, and no complaint of the browser', async () => {
    const { code, output } = await copy.run(`npm run audit:verify -- --space ${HERE}`)
    expect(code, output).toBe(0)
    expect(studio.complaints).toEqual([])
  })
})

describe('the isolation suite', () => {
  const FILES = 'tests/isolation/raw-sql tests/isolation/enhanced-client tests/isolation/rpc.test'
  const suite = (files: string, names: string) =>
    copy.run(`npx vitest run --project isolation ${files} -t "${names}" --reporter=default`)
  const casesIn = ({ output }: Done) => Number(/Isolation suite: (\d+) cases/.exec(output)?.[1])

  test('covers the new models without a line of test', async () => {
    const done = await suite(FILES, 'Visit|Sample')
    expect(done.code, done.output).toBe(0)
    process.stdout.write(`\nCases of the two new models: ${casesIn(done)}\n`)
    expect(casesIn(done)).toBeGreaterThan(1000)
  })

  test('goes red without the fence of a new model', async () => {
    const open = 'alter policy fence on "Visit" using (true) with check (true);'
    await copy.edit('prisma/tenancy.sql', (sql) => `${sql}\n${open}\n`)
    const done = await suite('tests/isolation/raw-sql', 'Visit')
    expect(done.code).not.toBe(0)
    expect(done.output).toMatch(/FAIL.*'Visit' > is seen in the active space/)
  })
})

describe('a column that becomes required while the table has rows', () => {
  test('is refused with what to write, and nothing is written', async () => {
    const migrations = () => readdir(join(copy.folder, 'prisma/migrations'))
    const before = await migrations()
    await copy.editSchema((text) =>
      text.replace(/^model Visit .*\n/m, (line) => `${line}  team Int\n`),
    )
    const refused = await copy.run('npm run db:migrate -- add-team')
    expect(refused.code).toBe(1)
    expect(refused.output).toContain('Visit.team: the table has 1 row')
    expect(refused.output).toContain('Write "?" behind its type, or "@default(...)"')
    expect(await migrations()).toEqual(before)
  })
})
