import fc from 'fast-check'
import { expect, test } from 'vitest'
import { suggestKey } from '@/lib/suggest-key'

test.each([
  ['Schlaf & Stress (2026)', 'schlaf-stress-2026'],
  ['Straße für Ängstliche', 'strasse-fur-angstliche'],
  ['  --  ', 'study'],
  ['دراسة النوم', 'study'],
  ['New', 'new-2'],
])('%j gives %j', (title, key) => {
  expect(suggestKey(title, ['new'], 'study')).toBe(key)
})

test('long titles are cut between words', () => {
  const title = 'A randomised controlled trial of breathing exercises before exams'
  expect(suggestKey(title, [], 'study')).toBe('a-randomised-controlled-trial-of')
})

test('a suggestion is always a key that nobody has', () => {
  fc.assert(
    fc.property(fc.string(), fc.integer({ min: 0, max: 12 }), (title, times) => {
      const taken: string[] = []
      for (let i = 0; i <= times; i++) {
        const key = suggestKey(title, taken, 'study')
        expect(key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(key.length).toBeLessThanOrEqual(40)
        expect(taken).not.toContain(key)
        taken.push(key)
      }
    }),
  )
})
