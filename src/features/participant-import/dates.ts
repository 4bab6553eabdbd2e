import { type Parsed, plainDigits } from './numbers'

/** Which comes first in 03/04/2026: the day or the month. */
export type DateOrder = 'dmy' | 'mdy'

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/
const SHORT_YEAR = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2}$/
/** A time behind the date, with or without an offset. */
const TIME = /[T ](\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(Z|[+-]\d{2}:?\d{2})?$/i

const NOT_A_DATE = 'This is not a date. Write it as 2026-03-31.'

/**
 * A calendar day as `YYYY-MM-DD`. Reads 2026-03-31 and 31.03.2026 as they are; 31/03/2026 and
 * 31-03-2026 only when the order is known. A time behind the date is ignored.
 */
export function parseDay(text: string, order?: DateOrder): Parsed<string> {
  const date = plainDigits(text).replace(TIME, '')
  const first = YEAR_FIRST.exec(date)
  if (first) return dayOf(first[1], first[2], first[3])
  const last = YEAR_LAST.exec(date)
  if (last) {
    const [, a, sign, b, year] = last
    if (sign === '.' || order === 'dmy') return dayOf(year, b, a)
    if (order === 'mdy') return dayOf(year, a, b)
    return { reason: 'Choose whether the day or the month comes first.' }
  }
  if (SHORT_YEAR.test(date)) return { reason: 'Write the year with four digits.' }
  return { reason: NOT_A_DATE }
}

function dayOf(year = '', month = '', day = ''): Parsed<string> {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${text}T00:00:00Z`)
  // 31 April is read as 1 May by Date.
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  return exists ? { value: text } : { reason: 'There is no such day in the calendar.' }
}

/**
 * A day or a point in time. A day means its first moment in `zone` (IANA name), a time without an
 * offset means the clocks of `zone`.
 */
export function parseInstant(text: string, zone: string, order?: DateOrder): Parsed<Date> {
  const day = parseDay(text, order)
  if ('reason' in day) return day
  const [, time = '00:00', offset] = TIME.exec(plainDigits(text)) ?? []
  const clock = time.indexOf(':') === 1 ? `0${time}` : time
  const instant = new Date(`${day.value}T${clock}${offset ? withColon(offset) : 'Z'}`)
  if (Number.isNaN(instant.getTime())) return { reason: NOT_A_DATE }
  return { value: offset ? instant : fromWallClock(instant, zone) }
}

const withColon = (offset: string) =>
  offset.toUpperCase().replace(/^([+-]\d{2}):?(\d{2})$/, '$1:$2')

/**
 * The instant at which the clocks of `zone` show what `wall` shows in UTC. A time that the clocks
 * skip, because summer time begins, becomes the moment after the gap.
 */
function fromWallClock(wall: Date, zone: string): Date {
  const guess = new Date(wall.getTime() - offsetAt(wall, zone))
  const exact = new Date(wall.getTime() - offsetAt(guess, zone))
  const shown = exact.getTime() + offsetAt(exact, zone)
  return shown < wall.getTime() ? guess : exact
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** How far the clocks of `zone` are ahead of UTC, in milliseconds. */
function offsetAt(instant: Date, zone: string): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    })
    clocks.set(zone, clock)
  }
  const shown = Date.parse(`${clock.format(instant).replace(' ', 'T')}Z`)
  return shown - Math.floor(instant.getTime() / 1_000) * 1_000
}

/** Whether a value can only be read as a date when the order of day and month is known. */
export const needsOrder = (text: string): boolean => {
  const last = YEAR_LAST.exec(plainDigits(text).replace(TIME, ''))
  return last !== null && last[2] !== '.'
}

/** The order that a column uses; undefined where all days are at most 12, or the orders are mixed. */
export function guessOrder(values: string[]): DateOrder | undefined {
  const fits = (['dmy', 'mdy'] as const).filter((order) =>
    values.filter(needsOrder).every((value) => 'value' in parseDay(value, order)),
  )
  return fits.length === 1 ? fits[0] : undefined
}

export function areDates(values: string[]): boolean {
  return (['dmy', 'mdy'] as const).some((order) =>
    values.every((value) => 'value' in parseDay(value, order)),
  )
}
