import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changesOf } from '@/features/data-import/change'
import { draftOf } from '@/features/data-import/draft'
import { type ImportField, importFields } from '@/features/data-import/fields'
import { guessTargets, isGiven } from '@/features/data-import/guess'
import { conflictsOf, requireFields } from '@/features/data-import/plan'
import { templateCsv } from '@/features/data-import/template'
import { rowParser } from '@/features/import/csv'
import { csvLines } from '@/lib/csv'
import { modelNamed, type StudioField, type StudioModel } from '@/lib/studio/models'
import { fileText } from '@/lib/studio/values'

const ZONE = 'Asia/Kathmandu'

function model(name: string): StudioModel {
  const found = modelNamed(name)
  if (!found) throw new Error(`There is no model "${name}".`)
  return found
}

describe('columns', () => {
  it('find their fields by name, label and place, whatever their case', () => {
    expect(
      guessTargets(model('Participant'), [
        'STUDY',
        'Code',
        'armId',
        'test participant',
        'Language',
        'enrolled_at',
        'ID',
        'Remarks',
        '',
      ]),
    ).toEqual(['studyId', 'code', 'armId', 'isTest', 'locale', 'enrolledAt', 'id', null, null])
  })

  it('have a field once; the first that names it has it', () => {
    expect(guessTargets(model('Study'), ['title', 'Title', 'key'])).toEqual(['title', null, 'key'])
  })

  it('that the server sets are known as such, and go nowhere', () => {
    const headers = ['createdAt', 'Updated at', 'createdById', 'enrolledOn']
    expect(guessTargets(model('Participant'), headers)).toEqual([null, null, null, null])
    expect(headers.map((header) => isGiven(model('Participant'), header))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['id', 'code'].map((header) => isGiven(model('Participant'), header))).toEqual([
      false,
      false,
    ])
  })

  it('of a link take what it carries along, which tells records of one name apart', () => {
    const fields = importFields(model('ParticipantIdentity'))
    expect(fields.filter(({ carried }) => carried)).toMatchObject([
      { column: 'studyId', label: 'Study', type: 'Study', required: false },
    ])
    expect(guessTargets(model('ParticipantIdentity'), ['participant', 'study'])).toEqual([
      'participantId',
      'studyId',
    ])
  })

  it('are refused when two go to one field, none goes anywhere, or there is no such field', () => {
    const fields = importFields(model('Study'))
    expect(conflictsOf(fields, ['title', null, 'title'])).toEqual([
      'Two columns go to "Title". Choose one of them.',
    ])
    expect(conflictsOf(fields, ['id', null])).toEqual(['Choose at least one column to import.'])
    expect(conflictsOf(fields, ['id', 'title'])).toEqual([])
    const plan = (target: string) => ({
      encoding: 'utf-8' as const,
      delimiter: ',' as const,
      known: 'skip' as const,
      refused: 'stop' as const,
      columns: [{ header: 'x', target }],
    })
    expect(requireFields(model('Study'), plan('title'))).toMatchObject([{ name: 'title' }])
    for (const target of ['spaceId', 'createdAt', '__proto__', 'toString'])
      expect(() => requireFields(model('Study'), plan(target))).toThrow('There is no field')
  })
})

describe('the template', () => {
  it('has a heading for every field, and each finds its field again', () => {
    for (const name of ['Study', 'Arm', 'Participant', 'ParticipantIdentity', 'SavedView']) {
      const [row] = rowParser(',').push(templateCsv(model(name)).replace('\ufeff', ''))
      const columns = importFields(model(name)).map(({ column }) => column)
      const found = guessTargets(
        model(name),
        (row?.cells ?? []).map((cell) => cell.trim()),
      )
      expect(found, name).toEqual(columns.filter((column) => column !== 'id'))
    }
  })
})

const field = (given: Partial<StudioField>): ImportField => ({
  name: 'x',
  label: 'X',
  kind: 'text',
  type: 'String',
  required: false,
  nullable: true,
  frozen: false,
  given: false,
  inherited: false,
  inGrid: true,
  column: 'x',
  carried: false,
  ...given,
})

const instant = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2200-01-01T00:00:00Z'),
  noInvalidDate: true,
})
const day = instant.map((date) => new Date(`${date.toISOString().slice(0, 10)}T00:00:00Z`))
const choices = [
  { value: 'ONE', label: 'The first' },
  { value: 'TWO', label: 'The second' },
]
/** Texts of one line, as a list has them. */
const line = fc
  .string({ unit: 'grapheme', minLength: 1 })
  .map((text) => text.replace(/\s+/g, ' ').trim())
  .filter((text) => text !== '' && !text.startsWith("'"))

const kinds: Record<string, [ImportField, fc.Arbitrary<unknown>]> = {
  text: [
    field({ kind: 'text' }),
    fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() !== '' && !/[\r\0]/.test(text) && !text.startsWith("'")),
  ],
  integer: [
    field({ kind: 'integer', type: 'Int' }),
    fc.integer({ min: -2_147_483_647, max: 2_147_483_647 }),
  ],
  'large integer': [field({ kind: 'integer', type: 'BigInt' }), fc.bigInt({ max: 2n ** 62n })],
  number: [
    field({ kind: 'number', type: 'Float' }),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  ],
  decimal: [
    field({ kind: 'number', type: 'Decimal' }),
    fc.tuple(fc.bigInt(), fc.nat(999)).map(([whole, part]) => `${whole}.${part + 1_000}`),
  ],
  boolean: [field({ kind: 'boolean', type: 'Boolean' }), fc.boolean()],
  day: [field({ kind: 'day', type: 'DateTime' }), day],
  instant: [field({ kind: 'instant', type: 'DateTime' }), instant],
  choice: [field({ kind: 'choice', type: 'Kind', choices }), fc.constantFrom('ONE', 'TWO')],
  json: [
    field({ kind: 'json', type: 'Json' }),
    // As JSON has it: -0 is 0 there.
    fc
      .jsonValue()
      .map((value): unknown => JSON.parse(JSON.stringify(value)))
      .filter((value) => value !== null),
  ],
  'list of texts': [field({ kind: 'list', type: 'String' }), fc.array(line, { minLength: 1 })],
  'list of numbers': [
    field({ kind: 'list', type: 'Int' }),
    fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1 }),
  ],
  'list of choices': [
    field({ kind: 'list', type: 'Kind', choices }),
    fc.array(fc.constantFrom('ONE', 'TWO'), { minLength: 1 }),
  ],
}

/** A value as an export writes it and an import reads it. */
function readBack(one: ImportField, value: unknown) {
  const cell = typeof value === 'number' ? value : fileText(one, value)
  // A second column, so that a row of one blank cell is a row.
  const parser = rowParser(',')
  const [row] = parser.push(csvLines([[cell, 'end']]).replaceAll('\r\n', '\n'))
  if (!row) throw new Error('There is no row.')
  return draftOf([one, undefined], row, ZONE)
}

describe('values', () => {
  it.each(Object.entries(kinds))('of kind %s come back as they were exported', (_, [one, any]) => {
    fc.assert(
      fc.property(any, (value) => {
        const { values, wrong } = readBack(one, value)
        expect(wrong).toEqual({})
        expect(values.x).toEqual(value)
      }),
    )
  })

  it.each(Object.entries(kinds))(
    'of kind %s that stay as they are stored change nothing',
    (_, [one, any]) => {
      fc.assert(
        fc.property(any, (value) => {
          const known = { id: 'k', updatedAt: new Date(), x: value }
          expect(changesOf([one], readBack(one, value), known)).toEqual({})
        }),
      )
    },
  )

  it('change nothing even where a file cannot say them: line ends, apostrophes, lines in a list', () => {
    const stored: [ImportField, unknown][] = [
      [field({}), 'two\r\nlines'],
      [field({}), "'=1+1"],
      [field({ kind: 'list', type: 'String' }), ['two\nlines', ' blank ']],
      [field({ kind: 'bytes', type: 'Bytes' }), new Uint8Array([0, 255])],
    ]
    for (const [one, value] of stored) {
      const draft = readBack(one, value)
      const known = { id: 'k', updatedAt: new Date(), x: value }
      expect(changesOf([one], draft, known)).toEqual({})
      expect(draft.wrong).toEqual({})
    }
  })

  it.each([
    [{ kind: 'number', type: 'Float' }, '2,5', 2.5],
    [{ kind: 'boolean' }, 'Yes', true],
    [{ kind: 'choice', choices }, 'the SECOND', 'TWO'],
    [{ kind: 'instant' }, '2026-03-31 14:30', new Date('2026-03-31T08:45:00Z')],
    [{ kind: 'instant' }, '2026-03-31T14:30:00+02:00', new Date('2026-03-31T12:30:00Z')],
    [{ kind: 'text' }, "'=1+1", '=1+1'],
    [{ kind: 'text' }, "'quoted'", "'quoted'"],
  ] as const)('are read as people write them: %o %s', (given, text, value) => {
    const draft = draftOf([field(given)], { line: 2, cells: [text] }, ZONE)
    expect(draft.values.x).toEqual(value)
  })

  it('of empty cells are not there, and JSON without a value is none', () => {
    const one = field({ kind: 'json', nullable: false })
    expect(draftOf([one], { line: 2, cells: [' '] }, ZONE)).toMatchObject({ texts: {}, wrong: {} })
    expect(draftOf([one], { line: 2, cells: ['null'] }, ZONE).wrong).toEqual({
      x: 'Enter a value.',
    })
  })

  it('of frozen fields stay', () => {
    const one = field({ frozen: true })
    const known = { id: 'k', updatedAt: new Date(), x: 'before' }
    const draft = draftOf([one], { line: 2, cells: ['after'] }, ZONE)
    expect(changesOf([one], draft, known)).toEqual({})
    expect(draft.wrong.x).toContain('stays as it is')
  })
})
