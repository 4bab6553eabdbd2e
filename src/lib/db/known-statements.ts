import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { env } from '../env'
import { isNoConnection } from '../errors/no-connection'
import { Recent } from '../recent'
import { type Reader, readerOf } from './known-answers'
import type { Texts } from './message'
import type { Heard } from './pool'
import { isInstant, isValue, Slots } from './slots'
import { appPool } from './system'

/**
 * Prisma writes the same statement for each read of one shape, with other values, and makes records of
 * what comes back, through many copies. This asks PostgreSQL the statement that Prisma was heard to ask,
 * with the values of now, on the same connections.
 *
 * A shape is trusted only after it was compared with Prisma for several real uses: the same text, the
 * same values, the same answer. One that ever differs goes Prisma's way for good, and so does any read
 * that fails, since Prisma says what is wrong with it. `KNOWN_STATEMENTS=off` sends everything there
 * (tests/policy/known-statements.test.ts compares the two).
 */

/** Shapes that are kept. */
const SHAPES = 2_000
/** Uses that are compared before a shape is trusted. */
const PROOFS = 3
/** Comparisons that may fail, because somebody writes in between, before a shape is refused. */
const FAILURES = 3
/** Of the uses of a trusted shape, one in so many is compared again. */
const SAMPLE = 1_000
/** A question with more values is one of bulk, of which hardly two are alike. */
const MOST_VALUES = 50
/** Statements that each connection keeps parsed and planned: those that come often. */
const NAMED = 100
const OFTEN = 50

type Question = {
  key: string
  values: string[]
  constants: Set<unknown>
  /** It names its record. Only then is one plan good for all values: a list may be of three or of a million. */
  single: boolean
}
/** A value of the statement: one of the question's, in some form, or one that stands fast. */
type Value = { number: number; form: keyof typeof FORMS } | { fixed: unknown }
type Statement = { text: string; values: Value[]; name?: string }
type Shape = {
  uses: number
  failures: number
  refused: boolean
  statement?: Statement
  reader?: Reader
}

const shapes = new Recent<string, Shape>(SHAPES)
let named = 0

/** What became of the reads since the process began. */
export const statementUse = { known: 0, compared: 0, refused: 0 }

/**
 * @param long the same read through Prisma, on the connections of the application's role.
 * @returns what `long` would.
 */
export async function knownRead(
  model: string,
  operation: string,
  args: object,
  long: () => Promise<unknown>,
): Promise<unknown> {
  const question = env.KNOWN_STATEMENTS ? questionOf(model, operation, args) : undefined
  if (!question) return long()
  const shape = shapes.of(question.key, () => ({ uses: 0, failures: 0, refused: false }))
  if (shape.refused) return long()
  if (shape.uses++ <= PROOFS || !shape.reader || randomInt(SAMPLE) === 0) {
    return compared(shape, question, model, operation, long)
  }
  try {
    const answer = await ask(shape, question, shape.reader)
    statementUse.known++
    return answer
  } catch (error) {
    return throughPrisma(error, shape, long)
  }
}

/**
 * A change of records, as `updateManyAndReturn` makes it, by one statement that is a transaction of its own.
 * @param long the same through Prisma. It is not carried out twice to compare: that Prisma would send the
 * same statement is all that is proven, and records are read from it as they are from reads.
 */
export async function knownChange(
  model: string,
  args: object,
  long: () => Promise<object[]>,
): Promise<object[]> {
  const question = env.KNOWN_STATEMENTS ? questionOf(model, 'updateManyAndReturn', args) : undefined
  if (!question) return long()
  const shape = shapes.of(question.key, () => ({ uses: 0, failures: 0, refused: false }))
  if (shape.refused) return long()
  if (shape.uses++ <= PROOFS || !shape.reader || randomInt(SAMPLE) === 0) {
    return learned(shape, question, model, long)
  }
  try {
    const rows = await ask(shape, question, shape.reader)
    statementUse.known++
    return rows as object[]
  } catch (error) {
    return throughPrisma(error, shape, long)
  }
}

/** What failed changed nothing, and Prisma says what is wrong with it. */
async function throughPrisma<Answer>(
  error: unknown,
  shape: Shape,
  long: () => Promise<Answer>,
): Promise<Answer> {
  if (isNoConnection(error)) throw error
  const answer = await long()
  // The tables may be others since: a statement with this name would fail from now on.
  delete shape.statement
  delete shape.reader
  shape.uses = 0
  return answer
}

async function ask(shape: Shape, { values, single }: Question, reader: Reader): Promise<unknown> {
  const statement = shape.statement as Statement
  if (!statement.name && shape.uses > OFTEN && named < NAMED) {
    statement.name = `studyspace_read_${named++}`
  }
  return reader(await send(statement, values, single))
}

const send = (statement: Statement, values: string[], single: boolean): Promise<Texts[]> =>
  appPool.ask(
    { ...statement, values: valuesOf(statement, values) },
    single ? 'auto' : 'force_custom_plan',
  )

const valuesOf = ({ values }: Statement, given: string[]): Texts =>
  values.map((value) =>
    'fixed' in value ? textOf(value.fixed) : FORMS[value.form](given[value.number] as string),
  )

const textOf = (value: unknown): string | null => (value === null ? null : String(value))

// ---------------------------------------------------------------------------------------------
// Learning
// ---------------------------------------------------------------------------------------------

/** Has Prisma answer, and holds against it what is known of the shape, or learns it. */
async function compared(
  shape: Shape,
  question: Question,
  model: string,
  operation: string,
  long: () => Promise<unknown>,
): Promise<unknown> {
  const sent: Heard[] = []
  const answer = await appPool.heard.run(sent, async () => await long())
  statementUse.compared++
  try {
    const statement = sent.length === 1 ? statementOf(sent[0] as Heard, question) : undefined
    if (!statement) return refuse(shape, answer)
    shape.statement ??= statement
    const { text, values } = shape.statement
    if (!isDeepStrictEqual({ text, values }, statement)) return refuse(shape, answer)
    // Where nothing was found, nobody knows how records look.
    if (!shape.reader && isNothing(answer)) {
      shape.uses = 0
      return answer
    }
    shape.reader ??= readerOf(model, operation, (sent[0] as Heard).columns, answer)
    if (!shape.reader) return refuse(shape, answer)
    const found = await send(statement, question.values, question.single)
    return isSame(shape.reader(found), answer) ? answer : fail(shape, answer)
  } catch {
    return fail(shape, answer)
  }
}

const isNothing = (answer: unknown): boolean => [answer].flat().every((row) => row === null)

/** Has Prisma make the change, and holds against it what is known of the shape, or learns it. */
async function learned(
  shape: Shape,
  question: Question,
  model: string,
  long: () => Promise<object[]>,
): Promise<object[]> {
  const heard: Heard[] = []
  const answer = await appPool.heard.run(heard, async () => await long())
  statementUse.compared++
  const [sent, ...others] = heard.filter(({ text }) => text !== 'BEGIN' && text !== 'COMMIT')
  const statement = sent && others.length === 0 ? statementOf(sent, question) : undefined
  if (!sent || !statement) {
    refuse(shape, answer)
    return answer
  }
  shape.statement ??= statement
  const { text, values } = shape.statement
  if (!isDeepStrictEqual({ text, values }, statement)) refuse(shape, answer)
  else if (isNothing(answer)) shape.uses = 0
  else shape.reader ??= readerOf(model, 'findMany', sent.columns, answer)
  return answer
}

/** The order of columns is part of an answer. */
const isSame = (one: unknown, other: unknown): boolean =>
  isDeepStrictEqual(one, other) && namesOf(one) === namesOf(other)

const namesOf = (answer: unknown): string =>
  [answer]
    .flat()
    .map((row) => Object.keys(row ?? {}).join())
    .join(';')

function fail(shape: Shape, answer: unknown): unknown {
  shape.uses = 0
  return ++shape.failures > FAILURES ? refuse(shape, answer) : answer
}

function refuse(shape: Shape, answer: unknown): unknown {
  statementUse.refused++
  shape.refused = true
  return answer
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

/** What Prisma adds: `limit 1 offset 0`. */
const ALWAYS: ReadonlySet<unknown> = new Set(['0', '1'])

function statementOf({ text, values }: Heard, question: Question): Statement | undefined {
  const found = new Set<number>()
  const known = values.map((sent): Value | undefined => {
    for (const [number, value] of question.values.entries()) {
      for (const form of isInstant(value)
        ? (['same', 'instant', 'day'] as const)
        : ['same' as const]) {
        if (FORMS[form](value) !== sent) continue
        found.add(number)
        return { number, form }
      }
    }
    // Anything else might be made of a value, as patterns are.
    return question.constants.has(sent) || ALWAYS.has(sent) ? { fixed: sent } : undefined
  })
  const complete = known.every((value) => value !== undefined)
  return complete && found.size === question.values.length ? { text, values: known } : undefined
}

// ---------------------------------------------------------------------------------------------
// What is asked
// ---------------------------------------------------------------------------------------------

/** The shape of a question and its values; nothing when it holds anything but plain values. */
function questionOf(model: string, operation: string, args: object): Question | undefined {
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
