import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StudioField } from '@/lib/studio/models'
import { fileText, inputText, parseValue } from '@/lib/studio/values'

const field = (kind: StudioField['kind'], more: Partial<StudioField> = {}): StudioField => ({
  name: 'field',
  label: 'Field',
  kind,
  type: { integer: 'Int', number: 'Float', boolean: 'Boolean' }[kind as string] ?? 'String',
  required: false,
  nullable: true,
  frozen: false,
  given: false,
  inherited: false,
  inGrid: true,
  ...more,
})

const ZONE = 'Asia/Kathmandu'
const instants = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => new Date(Math.floor(date.getTime() / 60_000) * 60_000))
const days = instants.map((date) => new Date(`${date.toISOString().slice(0, 10)}T00:00:00Z`))
const lines = fc.stringMatching(/^[^\s][^\n\r]{0,20}[^\s]$/)

/** A value of each kind, and whether an input keeps all of it. */
const kinds: [string, StudioField, fc.Arbitrary<unknown>][] = [
  ['a text', field('text'), fc.string({ minLength: 1 })],
  ['a whole number', field('integer'), fc.integer({ min: -2_147_483_647, max: 2_147_483_647 })],
  [
    'a large whole number',
    field('integer', { type: 'BigInt' }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  ],
  [
    'a number',
    field('number'),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
  ],
  ['yes or no', field('boolean'), fc.boolean()],
  ['a day', field('day'), days],
  ['an instant', field('instant'), instants],
  [
    'a choice',
    field('choice', {
      choices: [
        { value: 'A', label: 'First' },
        { value: 'B', label: 'Second' },
      ],
    }),
    fc.constantFrom('A', 'B'),
  ],
  [
    'Json',
    field('json'),
    fc.oneof(fc.dictionary(fc.string(), fc.integer()), fc.array(fc.string())),
  ],
  ['a list', field('list'), fc.array(lines)],
]

describe.each(kinds)('%s', (_, kind, values) => {
  test('is in an input what it was, and nothing stays nothing', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(parseValue(kind, inputText(kind, value, ZONE), ZONE)).toEqual({ ok: true, value })
      }),
    )
    expect(parseValue(kind, '', ZONE)).toEqual({
      ok: true,
      value: kind.kind === 'list' ? [] : null,
    })
  })

  test('comes back from a file, whatever the zone', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(parseValue(kind, fileText(kind, value), 'UTC')).toEqual({ ok: true, value })
      }),
    )
  })

  test('refuses in words what is none, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const parsed = parseValue(kind, text, ZONE)
        if (!parsed.ok) expect(parsed.reason).toMatch(/^[A-Z].*\.$/)
      }),
    )
  })
})

test('a Decimal keeps all its digits', () => {
  const decimal = field('number', { type: 'Decimal' })
  expect(parseValue(decimal, '12345678901234567890.123456789', ZONE)).toEqual({
    ok: true,
    value: '12345678901234567890.123456789',
  })
  expect(parseValue(decimal, '3,50', ZONE)).toEqual({ ok: true, value: '3.50' })
})

test.each([
  [field('integer'), '1.5', 'Enter a whole number.'],
  [field('integer'), '3000000000', 'This number is too large.'],
  [field('number'), 'many', 'Enter a number.'],
  [field('day'), '2026-02-30', 'Enter a day, such as 2026-03-05.'],
  [field('instant'), '2026-03-05 25:00', 'Enter day and time, such as 2026-03-05 14:30.'],
  [field('json'), '{a: 1}', 'This is not valid JSON. Texts and names stand in double quotes.'],
  [field('boolean'), 'maybe', 'Enter yes or no.'],
  [field('text', { required: true, nullable: false }), '  ', 'Enter a value.'],
  [field('link', { required: true, nullable: false }), '', 'Choose one.'],
])('%o refuses "%s"', (kind, text, reason) => {
  expect(parseValue(kind, text, ZONE)).toEqual({ ok: false, reason })
})

test('a choice is understood by its label too', () => {
  const choice = field('choice', { choices: [{ value: 'NOBODY_HOME', label: 'Nobody home' }] })
  expect(parseValue(choice, 'nobody HOME', ZONE)).toEqual({ ok: true, value: 'NOBODY_HOME' })
})
