import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dayIn, noonOf, shiftDay, startOf } from '@/lib/zoned-day'

const zones = ['UTC', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati']

test('an instant falls on different days in different zones', () => {
  const instant = '2026-03-05T23:30:00Z'
  expect(zones.map((zone) => dayIn(zone, instant))).toEqual([
    '2026-03-05',
    '2026-03-06',
    '2026-03-05',
    '2026-03-06',
    '2026-03-06',
  ])
})

// Before 1996 some days did not exist in Kiritimati, which moved over the date line.
test('noon of a day is on that day, at twelve, also when the clocks change', () => {
  const day = fc
    .date({ min: new Date('1996-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  fc.assert(
    fc.property(day, fc.constantFrom(...zones), (date, zone) => {
      const noon = noonOf(date, zone)
      expect(dayIn(zone, noon)).toBe(date)
      const clock = noon.toLocaleTimeString('en-GB', { timeZone: zone, timeStyle: 'short' })
      expect(clock).toBe('12:00')
    }),
  )
})

test('a day starts with its first instant, also where clocks change at midnight', () => {
  const day = fc
    .date({ min: new Date('1996-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
  const midnightChanges = ['America/Havana', 'America/Sao_Paulo', 'Africa/Cairo', 'Asia/Beirut']
  fc.assert(
    fc.property(day, fc.constantFrom(...zones, ...midnightChanges), (date, zone) => {
      const start = startOf(date, zone)
      expect(dayIn(zone, start)).toBe(date)
      expect(dayIn(zone, start.getTime() - 1)).toBe(shiftDay(date, -1))
    }),
    { numRuns: 300 },
  )
})

test('where midnight is left out, the day starts an hour later', () => {
  expect(startOf('2018-11-04', 'America/Sao_Paulo')).toEqual(new Date('2018-11-04T03:00:00Z'))
  expect(startOf('2026-03-29', 'Europe/Berlin')).toEqual(new Date('2026-03-28T23:00:00Z'))
})
