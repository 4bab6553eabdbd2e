import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conditionOf, testsOf } from '@/features/data/filters'
import { formatGridState, parseGridState } from '@/features/data/list-state'
import { studioModels } from '@/generated/studio'
import { fieldNamed, modelNamed } from '@/lib/studio/models'

const participant = modelNamed('Participant')
if (!participant) throw new Error('There is no model Participant.')
const model = participant
const parse = (query: string) => parseGridState(model, new URLSearchParams(query))

test('the address says what the grid shows, and nothing of what is as usual', () => {
  expect(formatGridState(model, parse(''))).toBe('')
  const query =
    'sort=code&q=ab&f=status.in.ENROLLED%2CLOST&f=enrolledAt.from.2026-03-01&show=code&w=code.240'
  expect(formatGridState(model, parse(query))).toBe(query)
})

describe('what makes no sense in an address is as if it were not there', () => {
  test.each([
    'sort=nothing',
    'sort=baseline',
    'sort=study',
    'f=status.in.NOTHING',
    'f=code.from.x',
    'f=nothing.is.1',
    'f=__proto__.is.1',
    'f=enrolledAt.from.yesterday',
    'w=code.wide',
    'w=nothing.200',
  ])('%s', (query) => {
    expect(parse(query)).toEqual(parse(''))
  })
})

test('any address is read, and reads as itself again', () => {
  const names = [...model.fields.map(({ name }) => name), '__proto__', 'x']
  const filter = fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom('has', 'is', 'in', 'from', 'to', 'empty', 'x'),
      fc.string(),
    )
    .map((parts) => parts.join('.'))
  fc.assert(
    fc.property(
      fc.string(),
      fc.array(filter),
      fc.array(fc.constantFrom(...names)),
      (q, f, show) => {
        const query = new URLSearchParams([
          ['q', q],
          ...f.map((text) => ['f', text]),
          ...show.map((name) => ['show', name]),
        ])
        const state = parseGridState(model, query)
        expect(parse(formatGridState(model, state))).toEqual(state)
      },
    ),
  )
})

test('a day of an instant is meant in the time zone of the space', () => {
  const enrolledAt = fieldNamed(model, 'enrolledAt')
  if (!enrolledAt) throw new Error('There is no field enrolledAt.')
  const on = (test: 'from' | 'to') =>
    conditionOf(enrolledAt, { field: 'enrolledAt', test, value: '2026-03-05' }, 'Asia/Kathmandu')
  expect(on('from')).toEqual({ enrolledAt: { gte: new Date('2026-03-04T18:15:00Z') } })
  expect(on('to')).toEqual({ enrolledAt: { lt: new Date('2026-03-05T18:15:00Z') } })
})

test('every field that is filtered by offers a test, and every test makes a condition or none', () => {
  for (const { fields } of studioModels) {
    for (const field of fields) {
      for (const { value: test } of testsOf(field)) {
        fc.assert(
          fc.property(fc.string(), (value) => {
            const condition = conditionOf(field, { field: field.name, test, value }, 'UTC')
            expect(['undefined', 'object']).toContain(typeof condition)
          }),
          { numRuns: 20 },
        )
      }
    }
  }
})
