import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatKeysetMark,
  type KeysetMark,
  type KeysetPosition,
  type KeysetSort,
  keysetMark,
  keysetPage,
  keysetSegments,
  parseKeysetMark,
} from '@/lib/query/keyset'
import { keysetRuns, readInTurn } from '@/lib/query/keyset-runs'

type Row = { id: string; value: number | null }
type Filter = Record<string, unknown>

/** What a database does with the filters that keyset paging uses. */
function matches(row: Row, filter: Filter): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === 'AND') return (condition as Filter[]).every((part) => matches(row, part))
    if (key === 'OR') return (condition as Filter[]).some((part) => matches(row, part))
    const value = row[key as keyof Row]
    if (condition === null || typeof condition !== 'object') return value === condition
    return Object.entries(condition as Filter).every(([operator, bound]) => {
      if (operator === 'not') return value !== null
      // A comparison with null is never true.
      if (value === null || bound === null) return false
      const limit = bound as typeof value
      switch (operator) {
        case 'gt':
          return value > limit
        case 'gte':
          return value >= limit
        case 'lt':
          return value < limit
        case 'lte':
          return value <= limit
        default:
          throw new Error(`unknown operator ${operator}`)
      }
    })
  })
}

/** `order by`, with nulls where PostgreSQL puts them: last when ascending, first when descending. */
function ordered(rows: Row[], orderBy: Record<string, 'asc' | 'desc'>[]): Row[] {
  return rows.toSorted((a, b) => {
    for (const part of orderBy) {
      const [key, direction] = Object.entries(part)[0] as [keyof Row, 'asc' | 'desc']
      const [left, right] = [a[key], b[key]]
      if (left === right) continue
      const ascending = left === null ? 1 : right === null ? -1 : left < right ? -1 : 1
      return direction === 'asc' ? ascending : -ascending
    }
    return 0
  })
}

function pageAt(rows: Row[], sort: KeysetSort, size: number, position: KeysetPosition) {
  const { head, tail } = keysetSegments(sort, position)
  const ask = ({ where, orderBy }: typeof head) =>
    ordered(
      rows.filter((row) => matches(row, where)),
      orderBy,
    ).slice(0, size + 1)
  const first = ask(head)
  return keysetPage(tail && first.length <= size ? [...first, ...ask(tail)] : first, size, position)
}

/** The order that is promised: by value, ties by id, both in the direction, nulls last in both. */
function expectedOrder(rows: Row[], { desc }: KeysetSort): string[] {
  const sign = desc ? -1 : 1
  const sorted = rows.toSorted((a, b) => {
    if (a.value === b.value) return a.id < b.id ? -sign : sign
    if (a.value === null) return 1
    if (b.value === null) return -1
    return a.value < b.value ? -sign : sign
  })
  return sorted.map((row) => row.id)
}

const ids = fc.uniqueArray(
  fc.integer({ min: 0, max: 999 }).map((n) => String(n).padStart(3, '0')),
  {
    maxLength: 40,
  },
)
const position = fc.record({ desc: fc.boolean(), size: fc.integer({ min: 1, max: 7 }) })

/** Lists with many ties, and where `nullable` with many nulls. */
const lists = fc
  .record({ nullable: fc.boolean(), unique: fc.boolean(), ids, seed: fc.infiniteStream(fc.nat(4)) })
  .map(({ nullable, unique, ids, seed }) => {
    const rows = ids.map((id, index): Row => {
      const drawn = Number(seed.next().value)
      if (unique) return { id, value: (index * 7) % 1000 }
      return { id, value: nullable && drawn === 0 ? null : drawn }
    })
    return { rows, nullable: nullable && !unique, unique }
  })

describe('keyset paging', () => {
  test('forwards, the pages are the sorted list', () => {
    fc.assert(
      fc.property(lists, position, ({ rows, nullable, unique }, { desc, size }) => {
        const sort: KeysetSort = { field: 'value', kind: 'number', desc, nullable, unique }
        const seen: string[] = []
        let at: KeysetPosition
        for (;;) {
          const page = pageAt(rows, sort, size, at)
          expect(page.hasPrevious).toBe(at !== undefined)
          seen.push(...page.rows.map((row) => row.id))
          const last = page.rows.at(-1)
          if (!page.hasNext || !last) break
          expect(page.rows).toHaveLength(size)
          at = { side: 'after', mark: keysetMark(sort, last) }
        }
        expect(seen).toEqual(expectedOrder(rows, sort))
      }),
      { numRuns: 500 },
    )
  })

  test('the page before a row ends right before it, wherever the row is', () => {
    fc.assert(
      fc.property(lists, position, ({ rows, nullable, unique }, { desc, size }) => {
        const sort: KeysetSort = { field: 'value', kind: 'number', desc, nullable, unique }
        const order = expectedOrder(rows, sort)
        for (const row of rows) {
          const index = order.indexOf(row.id)
          const mark = keysetMark(sort, row)
          const before = pageAt(rows, sort, size, { side: 'before', mark })
          expect(before.rows.map(({ id }) => id)).toEqual(
            order.slice(Math.max(0, index - size), index),
          )
          expect(before.hasPrevious).toBe(index > size)
          const after = pageAt(rows, sort, size, { side: 'after', mark })
          expect(after.rows.map(({ id }) => id)).toEqual(order.slice(index + 1, index + 1 + size))
          expect(after.hasNext).toBe(order.length > index + 1 + size)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('in runs, the parts are the sorted list too', async () => {
    await fc.assert(
      fc.asyncProperty(lists, position, async ({ rows, nullable, unique }, { desc, size }) => {
        const sort: KeysetSort = { field: 'value', kind: 'number', desc, nullable, unique }
        const choices = [0, 1, 2, 3, 4]
        for (const by of unique
          ? [sort]
          : [sort, { ...sort, kind: 'choice', values: choices } as const]) {
          const seen: string[] = []
          let part: Row[]
          let mark: KeysetMark | undefined
          do {
            part = await readInTurn(keysetRuns(by, mark), size, async ({ where, orderBy }, take) =>
              ordered(
                rows.filter((row) => matches(row, where)),
                orderBy,
              ).slice(0, take),
            )
            seen.push(...part.map(({ id }) => id))
            const last = part.at(-1)
            mark = last && keysetMark(by, last)
          } while (part.length === size)
          expect(seen).toEqual(expectedOrder(rows, by))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('rows that come and go meanwhile neither repeat nor hide others', () => {
    fc.assert(
      fc.property(lists, position, fc.nat(), ({ rows, nullable }, { desc, size }, gone) => {
        const sort: KeysetSort = { field: 'value', kind: 'number', desc, nullable }
        const first = pageAt(rows, sort, size, undefined)
        const last = first.rows.at(-1)
        fc.pre(last !== undefined)
        const removed = first.rows[gone % first.rows.length]
        const left = rows.filter((row) => row !== removed)
        const mark = keysetMark(sort, last as Row)
        const second = pageAt(left, sort, size, { side: 'after', mark })
        const order = expectedOrder(rows, sort)
        expect(second.rows.map(({ id }) => id)).toEqual(order.slice(size, 2 * size))
      }),
    )
  })
})

describe('a mark in the address', () => {
  const text: KeysetSort = { field: 'code', kind: 'text', desc: false, nullable: true }
  const instant: KeysetSort = { field: 'at', kind: 'instant', desc: false, nullable: true }

  test('comes back as it went', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.option(fc.string()), (id, value) => {
        expect(parseKeysetMark(formatKeysetMark({ id, value }), text)).toEqual({ id, value })
      }),
    )
    fc.assert(
      fc.property(fc.uuid(), fc.date({ noInvalidDate: true }), (id, at) => {
        const mark = keysetMark(instant, { id, at })
        expect(parseKeysetMark(formatKeysetMark(mark), instant)).toEqual(mark)
      }),
    )
  })

  test.each(['', 'id~yesterday', '~'])('%j is no instant', (edited) => {
    expect(parseKeysetMark(edited, instant)).toBeUndefined()
  })

  test('a row without a value is no place in a column that always has one', () => {
    expect(parseKeysetMark('id', { ...instant, nullable: false })).toBeUndefined()
  })
})
