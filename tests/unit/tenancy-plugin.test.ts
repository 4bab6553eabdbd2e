import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

/**
 * The plugin that writes the fence refuses a schema with a gap, and says what to write. Loaded as
 * `zenstack generate` loads it, without everything else that it generates.
 */

const require = createRequire(import.meta.url)
const { loadDocument } = require('zenstack/cli/cli-util.js') as {
  loadDocument(file: string): Promise<object>
}
const plugin = require('../../scripts/zenstack/tenancy.cjs') as {
  default(schema: object, options: object): Promise<void>
}

// The first schema loads the whole language.
vi.setConfig({ testTimeout: 30_000 })

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'studyspace-tenancy-'))
})
afterAll(() => rm(folder, { recursive: true }))

const BASE = `
datasource db { provider = 'postgresql' url = env('DATABASE_URL') }

type Auth {
  id String @id
  @@auth
}

model Space {
  id String @id
  visits Visit[]
  rooms Room[]
}

abstract model Record {
  id String @id
  space Space @relation(fields: [spaceId], references: [id], onDelete: Cascade, onUpdate: NoAction)
  spaceId String @deny('update', true)

  @@deny('all', auth() == null)
  @@unique([id, spaceId])
}
`
const ROOM = 'model Room extends Record { visits Visit[] }'
const VISIT = `model Visit extends Record {
  room Room @relation(fields: [roomId, spaceId], references: [id, spaceId], onDelete: Restrict, onUpdate: NoAction)
  roomId String
}`

let made = 0

/** What the plugin says to a schema: the message of its refusal, or the SQL that it wrote. */
async function answerTo(models: string, globals = ['Space'], base = BASE) {
  const schemaPath = join(folder, `${++made}.zmodel`)
  await writeFile(schemaPath, `${base}\n${models}`)
  const schema = await loadDocument(schemaPath)
  const options = { base: 'Record', globals, schemaPath, sql: `${made}.sql`, output: `${made}.ts` }
  try {
    await plugin.default(schema, options)
  } catch (error) {
    return { refusal: (error as Error).message, sql: '' }
  }
  return { refusal: '', sql: await readFile(join(folder, options.sql), 'utf8') }
}

test('a schema without a gap becomes row-level security, rights and triggers', async () => {
  const { refusal, sql } = await answerTo(`${ROOM}\n${VISIT}`)
  expect(refusal).toBe('')
  for (const line of [
    'alter table "Visit" enable row level security;',
    'alter table "Visit" force row level security;',
    `create policy fence on "Visit" for all using ("spaceId" = (select studyspace_space())) with check ("spaceId" = (select studyspace_space()));`,
    `select studyspace_grant('"Visit"', 'select, insert, delete, update ("id", "roomId")');`,
    'create or replace trigger audit_insert after insert on "Visit"',
    `select studyspace_grant('"Space"', '');`,
  ]) {
    expect(sql).toContain(line)
  }
})

describe('a schema with a gap is refused, with the model and the line to write', () => {
  const gaps: Record<string, [models: string, refusal: string]> = {
    'a model that belongs to no space': [
      `${ROOM}\n${VISIT}\nmodel Note { id String @id }`,
      `Note: belongs to no space. Write "model Note extends Record {", or add 'Note' to "globals"`,
    ],
    'a key of one column to a model of a space': [
      `${ROOM}\nmodel Visit extends Record {
        room Room @relation(fields: [roomId], references: [id])
        roomId String
      }`,
      'Visit.room: the key (roomId) could lead into another space. Write "room Room @relation(fields: [roomId, spaceId], references: [id, spaceId], onDelete: Restrict, onUpdate: NoAction)".',
    ],
    'an optional key of one column': [
      `${ROOM}\nmodel Visit extends Record {
        room Room? @relation(fields: [roomId], references: [id])
        roomId String?
      }`,
      'Write "room Room? @relation(fields: [roomId, spaceId]',
    ],
    'a key that names the space and leads past it': [
      `model Room extends Record { other String\n visits Visit[]\n @@unique([id, other]) }
       model Visit extends Record {
        room Room @relation(fields: [roomId, spaceId], references: [id, other])
        roomId String
      }`,
      'Visit.room: the key (roomId, spaceId) could lead into another space.',
    ],
    'a unique field': [
      `${ROOM}\n${VISIT.replace('roomId String', 'roomId String\n code String @unique')}`,
      'Visit: a key over (code) would tell one space what another has. Write "@@unique([spaceId, code])".',
    ],
    'a unique key of several fields': [
      `${ROOM}\n${VISIT.replace('roomId String', 'roomId String\n code String\n @@unique([roomId, code])')}`,
      'Write "@@unique([spaceId, roomId, code])".',
    ],
    'a many-to-many relation': [
      'model Room extends Record { visits Visit[] }\nmodel Visit extends Record { rooms Room[] }',
      'Visit.rooms: a many-to-many relation has no space. Write a model for the link',
    ],
  }

  test.each(Object.entries(gaps))('%s', async (_, [models, refusal]) => {
    const answer = await answerTo(models)
    expect(answer.refusal).toContain('the border between spaces has gaps:')
    expect(answer.refusal).toContain(refusal)
    expect(answer.sql).toBe('')
  })

  test('a base without the key that links need', async () => {
    const base = BASE.replace('@@unique([id, spaceId])', '')
    const { refusal } = await answerTo(
      'model Room extends Record { }\nmodel Visit extends Record { }',
      ['Space'],
      base,
    )
    for (const name of ['Room', 'Visit']) {
      expect(refusal).toContain(
        `${name}: others cannot link to it within their space. Write "@@unique([id, spaceId])".`,
      )
    }
  })

  test('a base that leaves those who are not signed in to the other rules', async () => {
    const nobody = "@@deny('all', auth() == null)"
    const base = BASE.replace(nobody, '')
    const { refusal } = await answerTo(`${ROOM}\n${VISIT}`, ['Space'], base)
    for (const name of ['Room', 'Visit']) {
      expect(refusal).toContain(
        `${name}: nothing says that somebody who is not signed in may do nothing. Write "${nobody}" in Record.`,
      )
    }
  })

  test('a model outside all spaces that leads into one', async () => {
    const { refusal } = await answerTo(
      `${ROOM.replace('visits', 'notes Note[]\n visits')}\n${VISIT}
       model Note { id String @id\n room Room @relation(fields: [roomId], references: [id])\n roomId String }`,
      ['Space', 'Note'],
    )
    expect(refusal).toContain(
      'Note.room: a model outside all spaces cannot lead to Room, which is in one.',
    )
  })

  test('a model that says both', async () => {
    const { refusal } = await answerTo(`${ROOM}\n${VISIT}`, ['Space', 'Visit'])
    expect(refusal).toContain('Visit: extends Record and stands in "globals" too.')
  })

  test('every gap is named at once', async () => {
    const { refusal } = await answerTo(
      `${ROOM}\n${VISIT}\nmodel Note { id String @id }\nmodel Memo { id String @id }`,
    )
    expect(refusal).toContain('Note: belongs to no space.')
    expect(refusal).toContain('Memo: belongs to no space.')
  })
})
