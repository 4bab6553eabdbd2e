import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessOrder, parseDay, parseInstant } from '@/features/participant-import/dates'
import { splitName } from '@/features/participant-import/names'
import { guessDecimal, parseNumber, parseYesNo } from '@/features/participant-import/numbers'
import { parseStatus } from '@/features/participant-import/statuses'

const read = <Value>(parsed: { value: Value } | { reason: string }) =>
  'value' in parsed ? parsed.value : undefined

describe('numbers', () => {
  it.each([
    ['176.1', 'point', 176.1],
    ['176,1', 'comma', 176.1],
    ['1,234.5', 'point', 1234.5],
    ['1.234,5', 'comma', 1234.5],
    ["1'234.5", 'point', 1234.5],
    ['1 234,5', 'comma', 1234.5],
    ['1\u202f234,5', 'comma', 1234.5],
    ['\u22123', 'point', -3],
    ['+0.5', 'point', 0.5],
    ['1e3', 'point', 1000],
    ['٣٫٥', 'point', undefined],
    ['٣٥', 'point', 35],
    ['۱۷۶', 'comma', 176],
    ['176,1', 'point', undefined],
    ['176.1', 'comma', undefined],
    ['12,34', 'point', undefined],
    ['1.2.3', 'point', undefined],
    ['12 kg', 'point', undefined],
    ['', 'point', undefined],
    ['1e999', 'point', undefined],
    ['12345678901234567890', 'point', undefined],
  ] as const)('reads %j with a decimal %s', (text, decimal, value) => {
    expect(read(parseNumber(text, decimal))).toBe(value)
  })

  it('reads every number that it could have written', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 }),
        (number) => {
          const text = String(Number(number.toPrecision(12)))
          expect(read(parseNumber(text, 'point'))).toBeCloseTo(Number(text), 12)
          expect(read(parseNumber(text.replace('.', ','), 'comma'))).toBeCloseTo(Number(text), 12)
        },
      ),
    )
  })

  it.each([
    [['176.1', '98'], 'point'],
    [['176,1', '98'], 'comma'],
    [['1.234,5', '2'], 'comma'],
    [['1,234', '5,678'], undefined],
    [['1', '2'], 'point'],
    [['1.5', '1,5'], undefined],
  ] as const)('guesses the decimal sign of %j', (values, decimal) => {
    expect(guessDecimal([...values])).toBe(decimal)
  })
})

describe('yes and no', () => {
  it.each([
    ['Yes', true],
    ['JA', true],
    ['так', true],
    ['نعم', true],
    ['1', true],
    ['Nein', false],
    ['non', false],
    ['لا', false],
    ['0', false],
    ['perhaps', undefined],
    ['2', undefined],
  ])('reads %j', (text, value) => {
    expect(read(parseYesNo(text))).toBe(value)
  })
})

describe('days', () => {
  it.each([
    ['1991-05-13', undefined, '1991-05-13'],
    ['1991/5/3', undefined, '1991-05-03'],
    ['13.05.1991', undefined, '1991-05-13'],
    ['3.4.1991', 'mdy', '1991-04-03'],
    ['03/04/1991', 'dmy', '1991-04-03'],
    ['03/04/1991', 'mdy', '1991-03-04'],
    ['03-04-1991', 'dmy', '1991-04-03'],
    ['03/04/1991', undefined, undefined],
    ['25/12/1991', undefined, undefined],
    ['25/12/1991', 'mdy', undefined],
    ['1991-05-13 00:00:00', undefined, '1991-05-13'],
    ['١٣.٠٥.١٩٩١', undefined, '1991-05-13'],
    ['31.04.1991', undefined, undefined],
    ['29.02.2023', undefined, undefined],
    ['29.02.2024', undefined, '2024-02-29'],
    ['13.05.91', undefined, undefined],
    ['33371', undefined, undefined],
    ['soon', undefined, undefined],
  ] as const)('reads %j with order %s', (text, order, day) => {
    expect(read(parseDay(text, order))).toBe(day)
  })

  it.each([
    [['25/12/1991', '03/04/1990'], 'dmy'],
    [['12/25/1991', '03/04/1990'], 'mdy'],
    [['03/04/1990', '05/06/1990'], undefined],
    [['25/12/1991', '12/25/1991'], undefined],
    [['1991-12-25'], undefined],
  ] as const)('guesses the order of %j', (values, order) => {
    expect(guessOrder([...values])).toBe(order)
  })
})

describe('instants', () => {
  it.each([
    ['2026-03-31', 'Europe/Berlin', '2026-03-30T22:00:00.000Z'],
    ['2026-01-31', 'Europe/Berlin', '2026-01-30T23:00:00.000Z'],
    ['31.03.2026 9:05', 'Europe/Berlin', '2026-03-31T07:05:00.000Z'],
    ['2026-03-31T09:05:30', 'America/New_York', '2026-03-31T13:05:30.000Z'],
    ['2026-03-31T09:05:00Z', 'America/New_York', '2026-03-31T09:05:00.000Z'],
    ['2026-03-31T09:05:00+0530', 'UTC', '2026-03-31T03:35:00.000Z'],
    // These clocks skip the time; it becomes the moment after the gap.
    ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['2026-03-08 02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
    ['2022-03-27', 'Asia/Beirut', '2022-03-26T22:00:00.000Z'],
  ])('reads %s in %s', (text, zone, instant) => {
    expect(read(parseInstant(text, zone))?.toISOString()).toBe(instant)
  })

  it('keeps the day in every zone', () => {
    const zones = ['Pacific/Apia', 'Pacific/Chatham', 'America/Sao_Paulo', 'Asia/Kathmandu', 'UTC']
    const day = fc.date({
      min: new Date('1950-01-01'),
      max: new Date('2035-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(day, fc.constantFrom(...zones), (date, zone) => {
        const text = date.toISOString().slice(0, 10)
        // Samoa left out 30 December 2011.
        fc.pre(!(zone === 'Pacific/Apia' && text === '2011-12-30'))
        const instant = read(parseInstant(text, zone))
        expect(instant?.toLocaleDateString('sv-SE', { timeZone: zone })).toBe(text)
      }),
    )
  })

  it.each(['2026-03-31T25:00', '2026-03-31T09:61', '2026-03-31T'])('refuses %s', (text) => {
    expect(read(parseInstant(text, 'UTC'))).toBeUndefined()
  })
})

describe('names', () => {
  it.each([
    ['Alice Cornel', 'Alice', 'Cornel'],
    ['Cornel, Alice', 'Alice', 'Cornel'],
    ['Ludwig van Beethoven', 'Ludwig', 'van Beethoven'],
    ['Beethoven, Ludwig van', 'Ludwig van', 'Beethoven'],
    ['María José de la Cruz', 'María José', 'de la Cruz'],
    ['Ahmed bin Ali', 'Ahmed', 'bin Ali'],
    ['Suharto', 'Suharto', undefined],
    ['Van Morrison', 'Van', 'Morrison'],
  ])('splits %s', (text, givenName, familyName) => {
    expect(splitName(text)).toEqual({ givenName, ...(familyName && { familyName }) })
  })
})

describe('statuses', () => {
  it.each([
    ['ENROLLED', 'ENROLLED'],
    ['Lost to follow-up', 'LOST'],
    ['dropped out', 'WITHDRAWN'],
    ['Ausgeschlossen', 'EXCLUDED'],
    ['terminé', 'COMPLETED'],
    ['7', undefined],
  ])('reads %s', (text, status) => {
    expect(read(parseStatus(text))).toBe(status)
  })
})
