import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { inspectSchema } from '../../scripts/inspect-schema'

/**
 * Mistakes in schema.zmodel are answered with the line to write instead, all in one message, before
 * anything is made from it. Each is written into the schema of the repository.
 */

// The first schema loads the whole language.
vi.setConfig({ testTimeout: 60_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'studyspace-inspect-'))
})
afterAll(() => rm(folder, { recursive: true }))

const RELATION =
  'fields: [studyId, spaceId], references: [id, spaceId], onDelete: Cascade, onUpdate: NoAction'

/** The model that mistakes are put into: with its lists it is without fault. */
const visit = (lines: string, study = `study Study @relation(${RELATION})\n  studyId String`) =>
  `model Visit extends SpaceRecord {\n  ${study}\n  ${lines}\n}`

let made = 0

/** What is said to the schema of the repository with these models, listed in these others. */
async function saidTo(models: string, lists: Record<string, string>): Promise<string> {
  const file = join(folder, `${++made}.zmodel`)
  const schema = Object.entries(lists).reduce(
    (text, [owner, line]) =>
      text.replace(new RegExp(`^model ${owner} [^{]*\\{\\n`, 'm'), (head) => `${head}  ${line}\n`),
    await readFile('schema.zmodel', 'utf8'),
  )
  await writeFile(file, `${schema}\n${models}\n`)
  return inspectSchema(file).then(
    () => '',
    (error: Error) => error.message,
  )
}

const LISTS = { Space: 'visits Visit[]', Study: 'visits Visit[]' }

test('the schema of the repository and a model without fault pass', async () => {
  const { models, prisma } = await inspectSchema()
  expect(models.find(({ name }) => name === 'Study')).toMatchObject({ inSpace: true })
  expect(prisma).toContain('model Study {')
  expect(await saidTo(visit('place String'), LISTS)).toBe('')
})

const mistakes: Record<string, [models: string, advice: string, lists?: Record<string, string>]> = {
  'no base': ['model Visit { id String @id }', 'Write "model Visit extends SpaceRecord {"', {}],
  'no list in the space': [
    visit('place String'),
    'Write in "model Space {": "visits Visit[]".',
    { Study: 'visits Visit[]' },
  ],
  'no list in what it belongs to': [
    visit('place String'),
    'Write in "model Study {": "visits Visit[]".',
    { Space: 'visits Visit[]' },
  ],
  'a key of one column': [
    visit(
      'place String',
      'study Study @relation(fields: [studyId], references: [id])\n  studyId String',
    ),
    'Write "study Study @relation(fields: [studyId, spaceId], references: [id, spaceId], onDelete: Restrict, onUpdate: NoAction)".',
  ],
  'a key that is none over there': [
    visit(
      'place String',
      `study Study @relation(${RELATION.replace('[id, spaceId]', '[key, spaceId]').replace('key', 'title')})\n  studyId String`,
    ),
    '(title, spaceId) is no key of Study.',
  ],
  'a unique key without the space': [
    visit('code String @unique'),
    'Write "@@unique([spaceId, code])".',
  ],
  'a model outside all spaces': [
    visit(
      'user User @relation(fields: [userId], references: [id], onDelete: Restrict, onUpdate: NoAction)\n  userId String',
    ),
    'Visit.user: User is in no space',
    { ...LISTS, User: 'visits Visit[]' },
  ],
  'many to many': [
    `${visit('rooms Room[]')}\nmodel Room extends SpaceRecord {\n  visits Visit[]\n}`,
    'Write a model for the link',
    { Space: 'visits Visit[]\n  rooms Room[]', Study: 'visits Visit[]' },
  ],
  'many to many with a model outside all spaces': [
    visit('users User[]'),
    'Visit.users: a many-to-many relation has no space.',
    { ...LISTS, User: 'visits Visit[]' },
  ],
  'a field of the base': [
    visit('createdAt DateTime'),
    'Visit.createdAt: SpaceRecord gives every model a field of this name. Remove the line, or write "visitCreatedAt".',
  ],
  'two fields of one name': [visit('place String\n  place Int'), 'Write "visitPlace" for one'],
  'a list that has a name that is taken': [
    visit('place String'),
    'Study.arms: two fields have this name.',
    { Space: 'visits Visit[]', Study: 'arms Visit[]' },
  ],
  'a word of queries': [visit('NOT String'), 'Visit.NOT: the name means something else'],
  'a name in the database': [visit('place String @map("ort")'), 'Visit.place: rights and'],
  'a name of the table': [visit('place String\n  @@map("visits")'), 'Remove @@map.'],
  SetNull: [
    visit(
      'place String',
      `study Study? @relation(${RELATION.replace('Cascade', 'SetNull')})\n  studyId String?`,
    ),
    'onDelete: SetNull would empty the space as well. Write "study Study? @relation(',
  ],
  'onUpdate Cascade': [
    visit(
      'place String',
      `study Study @relation(${RELATION.replace('NoAction', 'Cascade')})\n  studyId String`,
    ),
    'onUpdate: Cascade would move rows along with a key.',
  ],
  'future()': [
    visit(`place String\n  @@deny('update', future().place == '')`),
    `Write "@deny('update', true)" at the columns that must not change.`,
  ],
  '@omit': [visit('pin String @omit'), 'Visit.pin: a rule on a field or @omit hides nothing'],
  'a rule on a field': [
    visit(`pin String @deny('read', true)`),
    'Visit.pin: a rule on a field or @omit hides nothing',
  ],
  'a right more': [visit(`place String\n  @@allow('read', true)`), '@@allow would add rights'],
  'a counter': [
    visit('number Int @default(autoincrement())'),
    'Visit.number: one counter for all spaces',
  ],
  'a type that is not there': [visit('rooms Studdy'), 'there is no type "Studdy". Write "Study"'],
  'an attribute that is not there': [visit('place String @lenght(1, 2)'), 'no attribute "@lenght"'],
  'an optional list': [visit('tags String[]?'), 'schema.zmodel:'],
}

test.each(Object.entries(mistakes))('%s', async (_, [models, advice, lists = LISTS]) => {
  expect(await saidTo(models, lists)).toContain(advice)
})

test('all are named at once', async () => {
  const said = await saidTo(visit('code String @unique\n  pin String @omit\n  AND Int'), {})
  for (const text of ['@@unique([spaceId, code])', 'Visit.pin', 'Visit.AND', '"visits Visit[]"']) {
    expect(said).toContain(text)
  }
})
