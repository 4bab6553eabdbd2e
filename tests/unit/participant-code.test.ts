import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasValidCheck, looksLikeCode, newCode } from '@/features/participants/code'

const codes = fc.constant(null).map(newCode)
const characters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ']

test('new codes have the form, a fitting check character, and are not alike', () => {
  const drawn = Array.from({ length: 2_000 }, newCode)
  expect(new Set(drawn).size).toBe(drawn.length)
  for (const code of drawn) {
    expect(code).toMatch(/^[2-9BCDFGHJKMNPQRSTVWXZ]{4}-[2-9BCDFGHJKMNPQRSTVWXZ]{4}$/)
    expect(looksLikeCode(code)).toBe(true)
    expect(hasValidCheck(code)).toBe(true)
    expect(hasValidCheck(code.toLowerCase().replace('-', ''))).toBe(true)
  }
})

test('any single wrong character is noticed', () => {
  fc.assert(
    fc.property(codes, fc.nat(7), fc.constantFrom(...characters), (code, at, wrong) => {
      const plain = code.replace('-', '')
      fc.pre(plain[at] !== wrong)
      expect(hasValidCheck(plain.slice(0, at) + wrong + plain.slice(at + 1))).toBe(false)
    }),
    { numRuns: 2_000 },
  )
})

test('nearly every swap of two neighbours is noticed', () => {
  const plain = Array.from({ length: 2_000 }, () => newCode().replace('-', ''))
  const swaps = plain.flatMap((code) =>
    Array.from({ length: 7 }, (_, at) => ({
      code,
      swapped: code.slice(0, at) + code[at + 1] + code[at] + code.slice(at + 2),
    })),
  )
  const different = swaps.filter(({ code, swapped }) => code !== swapped)
  const missed = different.filter(({ swapped }) => hasValidCheck(swapped))
  expect(missed.length / different.length).toBeLessThan(0.02)
})

test('every character is drawn about equally often, so that a code tells nothing', () => {
  const counts = new Map<string, number>()
  for (let i = 0; i < 5_000; i++) {
    for (const character of newCode().slice(0, 4)) {
      counts.set(character, (counts.get(character) ?? 0) + 1)
    }
  }
  const expected = 20_000 / 27
  expect(counts.size).toBe(27)
  for (const count of counts.values()) expect(Math.abs(count - expected)).toBeLessThan(200)
})

test('the check is that of ISO/IEC 7064, MOD 37,36', () => {
  // The example of the Global Release Identifier standard, which uses the same check.
  expect(hasValidCheck('A12425GABC1234002M')).toBe(true)
  expect(hasValidCheck('A12425GABC1234002N')).toBe(false)
})
