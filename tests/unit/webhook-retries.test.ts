import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MOST_ATTEMPTS, pauseAfter } from '@/lib/webhooks/retries'
import { Rounds } from '@/lib/webhooks/rounds'

const HOUR = 3_600_000

test('a delivery is tried again at growing intervals, over about a day, and then given up', () => {
  const pauses = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, at) => pauseAfter(at + 1, 0) ?? 0)
  expect(pauses[0]).toBe(5_000)
  expect(pauses).toEqual(pauses.toSorted((a, b) => a - b))
  const total = pauses.reduce((sum, pause) => sum + pause, 0)
  expect(total).toBeGreaterThan(20 * HOUR)
  expect(total).toBeLessThan(28 * HOUR)
  expect(pauseAfter(MOST_ATTEMPTS)).toBeUndefined()
})

test('chance adds a tenth at most, and takes nothing away', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: MOST_ATTEMPTS - 1 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (n, random) => {
        const [least, pause] = [pauseAfter(n, 0) ?? 0, pauseAfter(n, random) ?? 0]
        expect(pause).toBeGreaterThanOrEqual(least)
        expect(pause).toBeLessThanOrEqual(Math.ceil(least * 1.1))
      },
    ),
  )
})

/** Visits that go on until they are let go. */
function visits() {
  const begun: string[] = []
  const letGo = new Map<string, (more: boolean) => void>()
  const visit = (key: string) => {
    begun.push(key)
    return new Promise<boolean>((resolve) => letGo.set(key, resolve))
  }
  const settle = async (key: string, more = false) => {
    letGo.get(key)?.(more)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { begun, visit, settle }
}

test('whoever asked first is looked after first, so many at once, each once at a time', async () => {
  const { begun, visit, settle } = visits()
  const rounds = new Rounds(2, visit)
  for (const key of ['a', 'b', 'c', 'a']) rounds.wake(key)
  expect(begun).toEqual(['a', 'b'])
  await settle('b')
  expect(begun).toEqual(['a', 'b', 'c'])
  // Asked for again while it was under way.
  await settle('a')
  expect(begun).toEqual(['a', 'b', 'c', 'a'])
})

test('one that always has more goes to the end of the line', async () => {
  const { begun, visit, settle } = visits()
  const rounds = new Rounds(1, visit)
  rounds.wake('slow')
  rounds.wake('other')
  await settle('slow', true)
  await settle('other')
  await settle('slow', true)
  expect(begun).toEqual(['slow', 'other', 'slow', 'slow'])
})

test('a visit that fails holds up nobody, and the end waits for what is under way', async () => {
  const { begun, visit, settle } = visits()
  const rounds = new Rounds(1, (key) => (key === 'bad' ? Promise.reject(new Error()) : visit(key)))
  rounds.wake('bad')
  rounds.wake('good')
  await new Promise((resolve) => setImmediate(resolve))
  expect(begun).toEqual(['good'])
  let over = false
  const ended = rounds.end().then(() => {
    over = true
  })
  rounds.wake('late')
  await new Promise((resolve) => setImmediate(resolve))
  expect(over).toBe(false)
  await settle('good', true)
  await ended
  expect(begun).toEqual(['good'])
})
