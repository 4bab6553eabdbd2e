import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipboardText, covers, moved, rangeOf } from '@/features/data/grid-cursor'

const size = { rows: 30, columns: 4, page: 10 }
const press = (key: string, more: Partial<Parameters<typeof moved>[1]> = {}) => ({
  key,
  shiftKey: false,
  ctrlKey: false,
  rtl: false,
  ...more,
})

test('arrows lead from cell to cell and stop at the edges', () => {
  expect(moved({ row: 0, column: 0 }, press('ArrowDown'), size)).toEqual({ row: 1, column: 0 })
  expect(moved({ row: 0, column: 0 }, press('ArrowUp'), size)).toEqual({ row: 0, column: 0 })
  expect(moved({ row: 0, column: 3 }, press('ArrowRight'), size)).toEqual({ row: 0, column: 3 })
  expect(moved({ row: 5, column: 2 }, press('End', { ctrlKey: true }), size)).toEqual({
    row: 29,
    column: 3,
  })
})

test('in a right-to-left page the arrow to the right goes back', () => {
  expect(moved({ row: 0, column: 2 }, press('ArrowRight', { rtl: true }), size)).toEqual({
    row: 0,
    column: 1,
  })
})

test('Shift keeps the corner from which a range began', () => {
  const once = moved({ row: 2, column: 1 }, press('ArrowDown', { shiftKey: true }), size)
  const twice = once && moved(once, press('ArrowRight', { shiftKey: true }), size)
  expect(twice).toEqual({ row: 3, column: 2, anchor: { row: 2, column: 1 } })
  expect(twice && rangeOf(twice)).toEqual({ rows: [2, 3], columns: [1, 2] })
  expect(twice && covers(twice, { row: 3, column: 1 })).toBe(true)
  expect(twice && covers(twice, { row: 4, column: 1 })).toBe(false)
})

test('no key leaves the grid', () => {
  const keys = [
    'ArrowUp',
    'ArrowDown',
    'ArrowLeft',
    'ArrowRight',
    'Home',
    'End',
    'PageUp',
    'PageDown',
  ]
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...keys), fc.boolean(), fc.boolean(), fc.boolean())),
      (presses) => {
        let cursor: Parameters<typeof moved>[0] = { row: 0, column: 0 }
        for (const [key, shiftKey, ctrlKey, rtl] of presses) {
          cursor = moved(cursor, { key, shiftKey, ctrlKey, rtl }, size) ?? cursor
          expect(cursor.row).toBeGreaterThanOrEqual(0)
          expect(cursor.row).toBeLessThan(size.rows)
          expect(cursor.column).toBeGreaterThanOrEqual(0)
          expect(cursor.column).toBeLessThan(size.columns)
        }
      },
    ),
  )
})

test('what is copied is pasted as cells, also when a cell has lines or tabs', () => {
  expect(
    clipboardText([
      ['a', 'b\tc'],
      ['"d"', 'e\nf'],
    ]),
  ).toBe('a\t"b\tc"\n"""d"""\t"e\nf"')
})
