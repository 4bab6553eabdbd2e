import { describe, expect, test } from 'vitest'
import { addModel } from '../../scripts/model-skeleton'

/** The text that `npm run model` adds to schema.zmodel. */

const SCHEMA = `abstract model SpaceRecord {
  id String @id
}

model Space {
  id      String    @id
  members Person[]
  studies Study[]

  @@index([id])
}

model Study extends SpaceRecord {
  key          String
  participants Participant[]

  @@unique([spaceId, key])
}

model Participant extends SpaceRecord {
  code String
}

// ---------------------------------------------------------------------------------------------
// The audit trail
// ---------------------------------------------------------------------------------------------

enum Colour {
  RED
}
`

const lineOf = (text: string, start: string) =>
  text.split('\n').find((line) => line.trim().startsWith(start))

describe('a new model', () => {
  test('stands behind the models of studies, with a comment for those who read it', () => {
    const text = addModel(SCHEMA, 'HomeVisit', 'Study')
    const at = text.indexOf('model HomeVisit extends SpaceRecord {')
    expect(at).toBeGreaterThan(text.indexOf('model Participant'))
    expect(at).toBeLessThan(text.indexOf('// The audit trail'))
    expect(text).toContain('/// One home visit:')
  })

  test('is listed in its space and in what it belongs to, below the lists that stand there', () => {
    const text = addModel(SCHEMA, 'HomeVisit', 'Study')
    expect(text).toContain('  studies Study[]\n  homeVisits HomeVisit[]\n')
    expect(text).toContain('  participants Participant[]\n  homeVisits   HomeVisit[]\n')
    const alone = addModel(SCHEMA, 'Room')
    expect(alone.match(/Room\[\]/g)).toHaveLength(1)
  })

  test('leads to its study by a key that holds the space', () => {
    const text = addModel(SCHEMA, 'Visit', 'Study')
    expect(lineOf(text, 'study ')).toContain(
      '@relation(fields: [studyId, spaceId], references: [id, spaceId], onDelete: Cascade, onUpdate: NoAction)',
    )
    expect(text).toContain('@@index([studyId, spaceId, createdAt, id])')
  })

  test('leads to its participant by a key that holds the study as well', () => {
    const text = addModel(SCHEMA, 'Sample', 'Participant')
    expect(lineOf(text, 'participant ')).toContain(
      'fields: [participantId, studyId, spaceId], references: [id, studyId, spaceId]',
    )
    expect(text).toMatch(/participantId String +@deny\('update', true\)\n +studyId +String/)
    expect(text).toContain('  code String\n  samples Sample[]\n')
  })

  test('keeps clear of a list that has its name', () => {
    expect(addModel(SCHEMA, 'Member')).toContain('memberRecords Member[]')
  })

  test('changes nothing else', () => {
    const added = addModel(SCHEMA, 'Visit', 'Study').split('\n')
    for (const line of SCHEMA.split('\n')) expect(added).toContain(line)
  })
})

describe('a name that cannot be used is answered with one that can', () => {
  test.each([
    ['visit', 'Write "Visit".'],
    ['home-visit', 'Write "HomeVisit".'],
    ['2ndVisit', 'Write "Visit".'],
    ['Study', 'for example "StudyRecord"'],
    ['STUDY', 'for example "STUDYRecord"'],
    ['Colour', 'Colour stands in schema.zmodel already'],
    ['Participants', 'a model is named in the singular'],
    ['Promise', 'for example "StudyPromise"'],
    ['A'.repeat(60), 'at most 50 letters'],
  ])('%s', (name, advice) => {
    expect(() => addModel(SCHEMA, name)).toThrow(advice)
  })
})
