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
      !texts.some((other, index) => index !== at && isMadeOf(other, text)),
  )
}

/** Prisma makes values of others by setting signs around them or into them: `%abc%`. */
function isMadeOf(made: string, text: string): boolean {
  return made.includes(text) && !/[\p{L}\p{N}]/u.test(made.replaceAll(text, ''))
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
 * The statements with places for values, when each of their values is one of the question's or stands in its
 * shape, and each of the question's is in one of them. Only of a question that is clear.
 */
export function statementsOf(sent: Heard[], question: Question): Statement[] | undefined {
  const found = new Set<number>()
  const placeOf = (value: unknown): Value | undefined => {
    for (const [number, given] of question.values.entries()) {
      const form = formsOf(given).find((each) => FORMS[each](given) === value)
      if (!form || (form === 'day' && !isOnlyOfDay(value, question))) continue
      found.add(number)
      return { number, form }
    }
    // Anything else might be made of a value, as patterns are.
    return question.constants.has(value) || ALWAYS.has(value) ? { fixed: value } : undefined
  }
  const statements = sent.map(({ text, values }) => ({ text, values: values.map(placeOf) }))
  const complete = (each: object): each is Statement =>
    (each as Statement).values.every((value) => value !== undefined)
  const all = statements.every(complete) && found.size === question.values.length
  return all ? statements : undefined
}

/** The shape of a question and its values; nothing when it holds anything but plain values. */
export function questionOf(model: string, operation: string, args: object): Question | undefined {
  const slots = new Slots()
  const constants = new Set<unknown>()
  let plain = true
  let key = `${model}.${operation}`

  const walk = (value: unknown, within: Place): void => {
    const slotted = within !== 'shape'
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
        walk(element, within)
        key += ','
      }
      key += ']'
    } else if (typeof value === 'object' && value !== null) {
      if (Object.getPrototypeOf(value) !== Object.prototype) plain = false
      key += '{'
      for (const [name, member] of Object.entries(value)) {
        if (member === undefined) continue
        key += `${JSON.stringify(name)}:`
        if (fieldsOf(model)[name]?.type === 'Json' && typeof member !== 'boolean') {
          walkJson(member, within)
        } else walk(member, placeOf(name, within))
        key += ','
      }
      key += '}'
    } else if (CONSTANTS.has(typeof value) || value === null) {
      // Limits are sent as texts.
      constants.add(value).add(String(value))
      key += JSON.stringify(value)
    } else plain = false
  }

  /** What is stored is one text; what is looked for inside it are texts of another kind. */
  const walkJson = (value: unknown, within: Place): void => {
    const text = within === 'data' && isPlainJson(value) ? JSON.stringify(value) : undefined
    if (text === undefined) plain = false
    else key += `$json${slots.take(text, 'text')}`
  }

  walk(args, 'shape')
  const few = slots.values.length <= MOST_VALUES
  if (!plain || !slots.sound || !few) return undefined
  return { key, values: slots.values, constants, single: namesRecord(operation, args) }
}

type Place = 'shape' | 'where' | 'data'

function placeOf(name: string, within: Place): Place {
  // How texts are compared is no value.
  if (name === 'mode' && within === 'where') return 'shape'
  return within === 'shape' && (name === 'where' || name === 'data') ? name : within
}

/** What has one form as JSON; not a Date, or one of Prisma's own kinds of null. */
function isPlainJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null) return true
  if (Array.isArray(value)) return value.every(isPlainJson)
  return (
    Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isPlainJson)
  )
}

/** Whether it is about one record, by its id; the rule stands beside what is asked. */
function namesRecord(operation: string, args: { where?: { AND?: unknown } }): boolean {
  const parts = [args.where?.AND].flat() as ({ id?: unknown } | undefined)[]
  return ABOUT_ONE.has(operation) && parts.some((part) => typeof part?.id === 'string')
}

const ABOUT_ONE: ReadonlySet<string> = new Set(['findFirst', 'updateManyAndReturn', 'create'])

const CONSTANTS: ReadonlySet<string> = new Set(['string', 'number', 'boolean'])
