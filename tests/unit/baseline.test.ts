import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Baseline,
  baselineFromRows,
  baselineOf,
  baselineRows,
  baselineRowsSchema,
} from '@/features/participants/baseline'

const key = fc
  .string({ minLength: 1, maxLength: 20 })
  .filter((text) => !['__proto__', 'constructor', 'prototype'].includes(text))
const value = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Object.is(number, -0)),
  fc.boolean(),
)

describe('baseline attributes', () => {
  test('looking at them in a form changes none, not even the kind of a value', () => {
    fc.assert(
      fc.property(fc.dictionary(key, value, { noNullPrototype: true }), (baseline: Baseline) => {
        expect(baselineFromRows(baselineRows(baseline), baseline)).toEqual(baseline)
      }),
    )
  })

  test.each([
    ['12', 12],
    ['-0.5', -0.5],
    ['true', true],
    ['007', '007'],
    ['1.50', '1.50'],
    ['12,5', '12,5'],
    ['Infinity', 'Infinity'],
    ['', ''],
  ])('%j is kept as %j', (typed, kept) => {
    expect(baselineFromRows([{ key: 'a', value: typed }])).toEqual({ a: kept })
  })

  test('rows without anything in them are left out', () => {
    expect(baselineFromRows([{ key: '', value: '' }])).toEqual({})
  })

  test('what is nested is no attribute', () => {
    expect(baselineOf({ a: 1, b: { c: 2 }, d: [1], e: null })).toEqual({ a: 1 })
    expect(baselineOf(null)).toEqual({})
  })

  test.each([
    [[{ key: '', value: 'x' }], 'Give it a name.'],
    [
      [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
      'This name is there already.',
    ],
    [[{ key: '__proto__', value: '1' }], 'Choose another name.'],
  ])('%j is refused', (rows, sentence) => {
    expect(baselineRowsSchema.safeParse(rows).error?.issues[0]?.message).toBe(sentence)
  })
})
