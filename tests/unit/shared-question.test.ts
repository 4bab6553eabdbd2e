import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SharedQuestion } from '@/lib/shared-question'

type Asked = { at: number; end: (fails?: boolean) => void }

/** A question whose answer is the instant at which it was put. */
function setUp() {
  let clock = 0
  const asked: Asked[] = []
  const shared = new SharedQuestion<number>()
  const want = (name: string) => {
    const since = ++clock
    const ask = () =>
      new Promise<number>((resolve, reject) => {
        const at = ++clock
        asked.push({ at, end: (fails) => (fails ? reject(new Error(String(at))) : resolve(at)) })
      })
    return { since, answer: shared.answer(name, ask) }
  }
  return { asked, want }
}

const settle = () => new Promise((resolve) => setImmediate(resolve))

test('whoever comes while it is asked shares the next question', async () => {
  const { asked, want } = setUp()
  const [first, ...others] = [want('a'), want('a'), want('a')]
  expect(asked).toHaveLength(1)
  asked[0]?.end()
  expect(await first?.answer).toBe(asked[0]?.at)
  await settle()
  expect(asked).toHaveLength(2)
  asked[1]?.end()
  expect(await Promise.all(others.map(({ answer }) => answer))).toEqual([
    asked[1]?.at,
    asked[1]?.at,
  ])
  await settle()
  want('a')
  expect(asked).toHaveLength(3)
})

test('another name is another question', () => {
  const { asked, want } = setUp()
  want('a')
  want('b')
  expect(asked).toHaveLength(2)
})

test('one that fails does so for those who asked it, and the next is asked', async () => {
  const { asked, want } = setUp()
  const [first, second] = [want('a'), want('a')]
  asked[0]?.end(true)
  await expect(first.answer).rejects.toThrow()
  await settle()
  asked[1]?.end()
  expect(await second.answer).toBe(asked[1]?.at)
})

test('no answer is to a question that was put before somebody came', async () => {
  const steps = fc.array(fc.oneof(fc.constantFrom('a', 'b'), fc.constantFrom('end', 'fail')), {
    maxLength: 60,
  })
  await fc.assert(
    fc.asyncProperty(steps, async (list) => {
      const { asked, want } = setUp()
      const given: Promise<void>[] = []
      for (const step of list) {
        if (step === 'end' || step === 'fail') asked.shift()?.end(step === 'fail')
        else {
          const { since, answer } = want(step)
          const check = (at: number) => expect(at).toBeGreaterThan(since)
          given.push(answer.then(check, (error: Error) => check(Number(error.message))))
        }
        await settle()
      }
      while (asked.length > 0) {
        asked.shift()?.end()
        await settle()
      }
      await Promise.all(given)
    }),
  )
})
