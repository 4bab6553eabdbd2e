import { serialize } from '@zenstackhq/runtime/browser'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { plainAnswer } from '@/lib/api/rpc-answer'

const throughSuperjson = (answer: object) => {
  const { data, meta } = serialize(answer)
  return JSON.parse(JSON.stringify({ data, ...(meta ? { meta: { serialization: meta } } : {}) }))
}

const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.date({ noInvalidDate: false }),
  fc.bigInt(),
  fc.constant(undefined),
)
const name = fc.oneof(fc.string(), fc.constantFrom('id', 'a.b', 'c\\d', '0', 'constructor'))
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(name, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

test('what is written in one walk is what superjson writes', () => {
  let plain = 0
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 3 }), (answer) => {
      const written = plainAnswer(answer)
      if (!written) return
      plain++
      expect(JSON.parse(JSON.stringify(written))).toEqual(throughSuperjson(answer))
    }),
    { numRuns: 2_000 },
  )
  expect(plain).toBeGreaterThan(300)
})

test('rows are written, and what needs more is left to superjson', () => {
  const at = new Date(0)
  const row = { id: 'a', createdAt: at, list: ['x'], baseline: { group: 1 }, none: null }
  expect(plainAnswer([row])?.meta?.serialization.values).toEqual({ '0.createdAt': ['Date'] })
  for (const value of [1n, new Uint8Array(1), undefined, Number.NaN, -0, new Map(), { 'a.b': 1 }]) {
    expect(plainAnswer([{ value }])).toBeUndefined()
  }
  // One object in two places.
  expect(plainAnswer([row, row])).toBeUndefined()
  expect(plainAnswer(at)).toBeUndefined()
})
