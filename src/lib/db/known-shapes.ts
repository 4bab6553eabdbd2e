import type { Texts } from './message'
import { fieldsOf } from './plain-selection'
import type { Heard } from './pool'
import { isInstant, isValue, Slots } from './slots'

/** What known-statements.ts goes by: the shape of a question, and the statement that belongs to it. */

/** A question with more values is one of bulk, of which hardly two are alike. */
const MOST_VALUES = 50

export type Question = {
  /** Its shape: model, operation and arguments without their texts and instants. */
  key: string
  values: string[]
  /** What stands in its shape. */
  constants: Set<unknown>
  /** It names its record. Only then is one plan good for all values: a list may be of three or of a million. */
  single: boolean
}

/** A value of the statement: one of the question's, in some form, or one that stands fast. */
type Value = { number: number; form: keyof typeof FORMS } | { fixed: unknown }

export type Statement = { text: string; values: Value[] }

export const valuesOf = ({ values }: Statement, given: string[]): Texts =>
  values.map((value) =>
    'fixed' in value ? textOf(value.fixed) : FORMS[value.form](given[value.number] as string),
  )

const textOf = (value: unknown): string | null => (value === null ? null : String(value))

/**
 * Whether none of its values can be taken for another one, for something that is made of another one, such
 * as a pattern, or for something that stands in the shape, such as a limit. Of other questions nothing is
 * learned: somebody who asks for the code "25" in pages of 25 must not teach where the limit is.
 */
export function isClear({ values, constants }: Question): boolean {
  // Two instants may be of one day: where that matters, statementOf looks again.
  const texts = values.flatMap((value) =>
    isInstant(value) ? [value, FORMS.instant(value)] : [value],
  )
  const days = values.filter(isInstant).map(FORMS.day)
  return texts.every(
    (text, at) =>
      !constants.has(text) &&
      !ALWAYS.has(text) &&
      !days.includes(text) &&
      !texts.some((other, index) => index !== at && other.includes(text)),
  )
}

/** How Prisma's adapter sends the values of a question. */
const FORMS = {
  same: (value: string) => value,
  /** Without the milliseconds where there are none. */
  instant: (value: string) => {
    const text = value.slice(0, -1).replace('T', ' ')
    return text.endsWith('.000') ? text.slice(0, -4) : text
  },
  day: (value: string) => value.slice(0, 10),
}

const isOnlyOfDay = (day: unknown, { values }: Question): boolean =>
  values.filter((value) => isInstant(value) && FORMS.day(value) === day).length === 1

const formsOf = (value: string): (keyof typeof FORMS)[] =>
  isInstant(value) ? ['same', 'instant', 'day'] : ['same']

/** What Prisma adds: `limit 1 offset 0`. */
const ALWAYS: ReadonlySet<unknown> = new Set(['0', '1'])

/**
 * The statement with places for values, when each of its values is one of the question's or stands in its
 * shape. Only of a question that is clear.
 */
export function statementOf({ text, values }: Heard, question: Question): Statement | undefined {
  const found = new Set<number>()
  const known = values.map((sent): Value | undefined => {
    for (const [number, value] of question.values.entries()) {
      const form = formsOf(value).find((each) => FORMS[each](value) === sent)
      if (!form || (form === 'day' && !isOnlyOfDay(sent, question))) continue
      found.add(number)
      return { number, form }
    }
    // Anything else might be made of a value, as patterns are.
    return question.constants.has(sent) || ALWAYS.has(sent) ? { fixed: sent } : undefined
  })
  const complete = known.every((value) => value !== undefined)
  return complete && found.size === question.values.length ? { text, values: known } : undefined
}

/** The shape of a question and its values; nothing when it holds anything but plain values. */
export function questionOf(model: string, operation: string, args: object): Question | undefined {
  const slots = new Slots()
  const constants = new Set<unknown>()
  let plain = true
  let key = `${model}.${operation}`

  const walk = (value: unknown, slotted: boolean): void => {
    if (typeof value === 'string' && slotted && isValue(value)) {
      const kind = isInstant(value) ? 'instant' : 'text'
      key += `$${kind}${slots.take(value, kind)}`
    } else if (value instanceof Date) {
      const text = Number.isNaN(value.getTime()) ? '' : value.toISOString()
      if (slotted && isInstant(text)) key += `$date${slots.take(text, 'instant')}`
      else plain = false
    } else if (Array.isArray(value)) {
      key += '['
      for (const element of value) {
        walk(element, slotted)
        key += ','
      }
      key += ']'
    } else if (typeof value === 'object' && value !== null) {
      if (Object.getPrototypeOf(value) !== Object.prototype) plain = false
      key += '{'
      for (const [name, member] of Object.entries(value)) {
        if (member === undefined) continue
        key += `${JSON.stringify(name)}:`
        // Inside JSON values are texts of another kind.
        if (fieldsOf(model)[name]?.type === 'Json' && typeof member !== 'boolean') plain = false
        // How texts are compared is no value.
        walk(member, name === 'mode' ? false : slotted || name === 'where' || name === 'data')
        key += ','
      }
      key += '}'
    } else if (CONSTANTS.has(typeof value) || value === null) {
      // Limits are sent as texts.
      constants.add(value).add(String(value))
      key += JSON.stringify(value)
    } else plain = false
  }

  walk(args, false)
  const few = slots.values.length <= MOST_VALUES
  if (!plain || !slots.sound || !few) return undefined
  return { key, values: slots.values, constants, single: namesRecord(operation, args) }
}

/** Whether it is about one record, by its id; the rule stands beside what is asked. */
function namesRecord(operation: string, args: { where?: { AND?: unknown } }): boolean {
  const parts = [args.where?.AND].flat() as ({ id?: unknown } | undefined)[]
  const isOne = operation === 'findFirst' || operation === 'updateManyAndReturn'
  return isOne && parts.some((part) => typeof part?.id === 'string')
}

const CONSTANTS: ReadonlySet<string> = new Set(['string', 'number', 'boolean'])
