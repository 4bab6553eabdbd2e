import * as enums from '@/generated/prisma/enums'

/**
 * What the shape of a query is and what the values in it: two queries of one shape differ in texts and
 * instants only, and in such that the database takes for a value wherever they stand.
 */

export type Kind = 'text' | 'instant'

const ENUM_VALUES: ReadonlySet<string> = new Set(Object.values(enums).flatMap(Object.values))
const BROKEN = /[\0\p{Surrogate}]/u
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** Whether a text is an instant, as `Date#toISOString` writes those of the years 0 to 9999. */
export const isInstant = (text: string): boolean => INSTANT.test(text)

/** Whether a text is a value, and not part of the shape: the empty text and values of enumerations are. */
export const isValue = (text: string): boolean => text !== '' && !ENUM_VALUES.has(text)

/** The values of one query by their numbers; where one value stands twice, it has one number. */
export class Slots {
  readonly kinds: Kind[] = []
  readonly values: string[] = []
  /** Whether all texts are such that every encoding keeps, and PostgreSQL too. */
  sound = true
  readonly #numbers = new Map<string, number>()

  /** @returns the number of the value. */
  take(value: string, kind: Kind): number {
    const name = kind + value
    const known = this.#numbers.get(name)
    if (known !== undefined) return known
    if (BROKEN.test(value)) this.sound = false
    const number = this.values.push(value) - 1
    this.kinds.push(kind)
    this.#numbers.set(name, number)
    return number
  }
}
