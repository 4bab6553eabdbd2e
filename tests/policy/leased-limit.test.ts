import { describe, expect, test, vi } from 'vitest'
import { limitedPassOfKey, limitHeaders } from '@/lib/api/rest-limits'
import { LeasedLimit, LimitReached } from '@/lib/auth/leased-limit'
import { limiter } from '@/lib/auth/rate-limits'
import { system } from '@/lib/db/system'
import { makeTestKey, requestWith } from '../support/api-keys'
import { createSpace, unique } from '../support/factories'

/** Several servers on one database: each has a LeasedLimit of its own with the same name. */
const serversOf = (points: number, count: number) => {
  const name = unique('limit')
  return Array.from({ length: count }, () => new LeasedLimit(limiter(name, points, 1)))
}

const serverOf = (points: number, now?: () => number) =>
  new LeasedLimit(limiter(unique('limit'), points, 1), now)

const granted = (tries: Promise<unknown>[]) =>
  Promise.allSettled(tries).then(
    (answers) => answers.filter(({ status }) => status === 'fulfilled').length,
  )

describe('a leased limit', () => {
  // 45 leaves a rest after whole portions; 7 has portions of one.
  test.each([100, 45, 7, 1])('of %i is what two servers give together, exactly', async (points) => {
    const servers = serversOf(points, 2)
    const tries = Array.from({ length: points * 3 }, (_, at) => servers[at % 2]?.take('a'))
    expect(await granted(tries.map(async (attempt) => attempt))).toBe(points)
    for (const [at, server] of servers.entries()) {
      await expect(server.take('a')).rejects.toThrow(LimitReached)
      expect(() => server.check('a')).toThrow(LimitReached)
      expect(await granted([server.take(`another ${at}`)])).toBe(1)
    }
  })

  test('asks the database once for a twentieth of it, and not at all once it is used up', async () => {
    const server = serverOf(100)
    const asked = vi.spyOn(server.limiter, 'consume')
    for (let at = 0; at < 100; at++) await server.take('a')
    expect(asked).toHaveBeenCalledTimes(20)
    await expect(server.take('a')).rejects.toThrow()
    await expect(server.take('a')).rejects.toThrow()
    expect(asked).toHaveBeenCalledTimes(20)
  })

  test('counts down, and begins anew when its time is over', async () => {
    let now = 0
    const server = serverOf(40, () => now)
    expect(await server.take('a')).toMatchObject({ limit: 40, remaining: 39 })
    expect((await server.take('a'))?.remaining).toBe(38)
    expect((await server.take('a'))?.resetSeconds).toBeLessThanOrEqual(60)
    now = 61_000
    await system.$executeRaw`update "RateLimit" set expire = 0`
    expect((await server.take('a'))?.remaining).toBe(39)
  })

  test('a database that fails fails the try, and not the next one', async () => {
    const server = serverOf(40)
    const consume = vi.spyOn(server.limiter, 'consume')
    consume.mockRejectedValueOnce(new Error('no connection'))
    await expect(server.take('a')).rejects.toThrow('no connection')
    expect((await server.take('a'))?.remaining).toBe(39)
  })
})

describe('the limits of the API', () => {
  test('count what a key does, and say so in headers', async () => {
    const space = await createSpace()
    const { secret } = await makeTestKey({ space, user: space.owner })
    const { limit } = await limitedPassOfKey(requestWith(secret))
    const next = await limitedPassOfKey(requestWith(secret))
    expect(next.limit.remaining).toBe(limit.remaining - 1)
    expect(limitHeaders(limit)).toEqual({
      'ratelimit-limit': '1200',
      'ratelimit-remaining': '1199',
      'ratelimit-reset': expect.stringMatching(/^([1-5]?\d|60)$/),
    })
  })

  test('an address without a key is refused after a hundred tries; a key elsewhere is not', async () => {
    const space = await createSpace()
    const { secret } = await makeTestKey({ space, user: space.owner })
    const neighbour = () => limitedPassOfKey(requestWith(secret, '198.51.100.1'))
    await neighbour()
    const trying = () => limitedPassOfKey(requestWith('ssk_wrong', '198.51.100.1'))
    const codes = new Map<string, number>()
    for (let at = 0; at < 110; at++) {
      const { code } = await trying().then(
        () => ({ code: 'done' }),
        (error: { code: string }) => error,
      )
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    expect(Object.fromEntries(codes)).toEqual({ signed_out: 100, rate_limited: 10 })
    const refused = await trying().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(LimitReached)
    expect(limitHeaders(refused as LimitReached)).toMatchObject({
      'ratelimit-remaining': '0',
      'retry-after': expect.stringMatching(/^([1-5]?\d|60)$/),
    })
    expect(await limitedPassOfKey(requestWith(secret, '198.51.100.2'))).toHaveProperty('pass')
    expect(await neighbour(), 'a live key at the same address').toHaveProperty('pass')
    const guess = `${secret.slice(0, 17)}${'x'.repeat(43)}`
    const guessing = () => limitedPassOfKey(requestWith(guess, '198.51.100.1'))
    await expect(guessing(), 'nobody who knows its prefix').rejects.toThrow(LimitReached)
    await expect(neighbour(), 'until it is known again').rejects.toThrow(LimitReached)
  })
})
