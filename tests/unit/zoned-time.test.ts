import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantAt, wallTimeIn } from '@/lib/zoned-time'

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'America/Havana']

test('what the clocks show leads back to the instant, to the minute', () => {
  const minutes = fc
    .date({ min: new Date('1996-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    .map((date) => Math.floor(date.getTime() / 60_000) * 60_000)
  fc.assert(
    fc.property(minutes, fc.constantFrom(...zones), (instant, zone) => {
      const wall = wallTimeIn(zone, instant)
      const found = instantAt(wall, zone)
      expect(wallTimeIn(zone, found)).toBe(wall)
      // Of an hour that the clocks show twice it is the first.
      expect(instant - found.getTime()).toBeOneOf([0, 3_600_000])
    }),
  )
})

test('a time that the clocks leave out moves forward', () => {
  expect(instantAt('2026-03-29T02:30', 'Europe/Berlin').toISOString()).toBe(
    '2026-03-29T01:30:00.000Z',
  )
})

test('of a doubled hour it is the first one', () => {
  expect(instantAt('2026-10-25T02:30', 'Europe/Berlin').toISOString()).toBe(
    '2026-10-25T00:30:00.000Z',
  )
})
