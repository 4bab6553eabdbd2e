import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatListState, parseListState } from '@/features/participants/list-state'
import { prefixRange } from '@/features/participants/prefix-range'
import { participantStatuses } from '@/features/participants/status'

describe('the address of the list', () => {
  const day = fc.constantFrom('', '2026-01-31', '2026-02-01')
  const sort = fc.record({
    id: fc.constantFrom('code' as const, 'enrolled' as const, 'added' as const, 'changed' as const),
    desc: fc.boolean(),
  })
  const instant = '2026-03-05T13:30:00.000Z'
  const side = fc.constantFrom('after' as const, 'before' as const)
  const states = fc
    .record({
      sort,
      paged: fc.boolean(),
      side,
      search: fc.string({ maxLength: 60 }).map((text) => text.trim()),
      statuses: fc.subarray([...participantStatuses]),
      arms: fc.array(fc.uuid(), { maxLength: 3 }),
      kind: fc.constantFrom('real' as const, 'test' as const, undefined),
      from: day,
      to: day,
      columns: fc.subarray(['status', 'arm', 'enrolled', 'added', 'locale', 'baseline.a&b=c, d']),
    })
    .map(({ paged, side, ...state }) => {
      const mark = { id: 'some-id', value: state.sort.id === 'code' ? 'A~1 & 2' : instant }
      return { ...state, position: paged ? { side, mark } : undefined }
    })

  test('comes back as it went', () => {
    fc.assert(
      fc.property(states, (state) => {
        expect(parseListState(new URLSearchParams(formatListState(state)))).toEqual(state)
      }),
    )
  })

  test('is empty for the list as it opens', () => {
    expect(formatListState(parseListState(new URLSearchParams()))).toBe('')
  })

  test('whatever makes no sense in it is as if it were not there', () => {
    const edited = 'sort=constructor&status=BOSS&kind=both&from=soon&show=toString&after=x&page=7'
    const state = parseListState(new URLSearchParams(edited))
    expect({ ...state, columns: [] }).toEqual({
      ...parseListState(new URLSearchParams()),
      columns: [],
    })
    expect(state.columns).toEqual([])
  })
})

describe('the codes that begin with a prefix', () => {
  /** As PostgreSQL compares with COLLATE "C": by the bytes of UTF-8. */
  const less = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
  const letters = fc.string({ unit: 'binary', maxLength: 6 })

  test('are exactly those in the range', () => {
    fc.assert(
      fc.property(letters, fc.oneof(letters, fc.constant('')), letters, (prefix, cut, rest) => {
        const { gte, lt } = prefixRange(prefix)
        for (const code of [prefix + rest, cut + rest, rest]) {
          const inRange = !less(code, gte) && (lt === undefined || less(code, lt))
          expect(inRange).toBe(code.startsWith(prefix))
        }
      }),
      { numRuns: 2_000 },
    )
  })

  test('"_" and "%" are characters like others', () => {
    expect(prefixRange('P_')).toEqual({ gte: 'P_', lt: 'P`' })
  })
})
