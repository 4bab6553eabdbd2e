import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { recruitmentOf } from '@/features/studies/recruitment'

describe('recruitment', () => {
  test('by days, without gaps, up to today', () => {
    const { step, points } = recruitmentOf(
      [
        { day: '2026-03-02', count: 2 },
        { day: '2026-02-27', count: 1 },
      ],
      3,
      '2026-03-03',
    )
    expect(step).toBe('day')
    expect(points.map(({ label, values }) => [label, values.added, values.total])).toEqual([
      ['27 Feb 2026', 1, 1],
      ['28 Feb 2026', 0, 1],
      ['1 Mar 2026', 0, 1],
      ['2 Mar 2026', 2, 3],
      ['3 Mar 2026', 0, 3],
    ])
  })

  test('weeks begin on Monday', () => {
    const { step, points } = recruitmentOf([{ day: '2026-01-04', count: 1 }], 1, '2026-03-01')
    expect(step).toBe('week')
    expect(points[0]?.label).toBe('29 Dec 2025')
  })

  test('months, when it takes years', () => {
    const { step, points } = recruitmentOf([{ day: '2024-01-31', count: 4 }], 4, '2026-02-01')
    expect(step).toBe('month')
    expect(points).toHaveLength(26)
    expect(points[1]).toEqual({ label: 'Feb 2024', values: { added: 0, total: 4 } })
  })

  test('days that are too long ago to be given are in the sum', () => {
    const { points } = recruitmentOf([{ day: '2026-03-01', count: 5 }], 105, '2026-03-01')
    expect(points).toEqual([{ label: '1 Mar 2026', values: { added: 5, total: 105 } }])
  })

  test('nobody enrolled is no chart', () => {
    expect(recruitmentOf([], 0, '2026-03-01').points).toEqual([])
  })

  test('all that were enrolled are counted once, whatever the step', () => {
    const day = fc
      .date({ min: new Date('2022-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10))
    const days = fc.uniqueArray(fc.record({ day, count: fc.integer({ min: 1, max: 9 }) }), {
      selector: (item) => item.day,
      minLength: 1,
    })
    fc.assert(
      fc.property(days, day, fc.nat(50), (given, today, earlier) => {
        const sum = given.reduce((all, { count }) => all + count, 0)
        const { points } = recruitmentOf(given, sum + earlier, today)
        expect(points.reduce((all, { values }) => all + (values.added ?? 0), 0)).toBe(sum)
        expect(points.at(-1)?.values.total).toBe(sum + earlier)
      }),
    )
  })
})
