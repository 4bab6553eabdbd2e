import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { env } from '../env'
import { isNoConnection } from '../errors/no-connection'
import { Recent } from '../recent'
import { type Reader, readerOf } from './known-answers'
import {
  isClear,
  type Question,
  questionOf,
  type Statement,
  statementOf,
  valuesOf,
} from './known-shapes'
import type { Texts } from './message'
import type { Heard } from './pool'
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
/** Statements that each connection keeps parsed and planned: those that come often. */
const NAMED = 100
const OFTEN = 50

type Shape = {
  uses: number
  failures: number
  refused: boolean
  statement?: Statement & { name?: string }
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
  return known(model, operation, args, long, (shape, question) =>
    compared(shape, question, model, operation, long),
  )
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
  const learn = (shape: Shape, question: Question) => learned(shape, question, model, long)
  return (await known(model, 'updateManyAndReturn', args, long, learn)) as object[]
}

async function known(
  model: string,
  operation: string,
  args: object,
  long: () => Promise<unknown>,
  learn: (shape: Shape, question: Question) => Promise<unknown>,
): Promise<unknown> {
  const question = env.KNOWN_STATEMENTS ? questionOf(model, operation, args) : undefined
  if (!question) return long()
  const shape = shapes.of(question.key, () => ({ uses: 0, failures: 0, refused: false }))
  const { reader } = shape.uses > PROOFS ? shape : {}
  if (shape.refused || !(reader || isClear(question))) return long()
  shape.uses++
  if (!reader || (randomInt(SAMPLE) === 0 && isClear(question))) return learn(shape, question)
  try {
    const answer = await ask(shape, question, reader)
    statementUse.known++
    return answer
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
  const statement = shape.statement as Statement & { name?: string }
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
    if (!statement) return fail(shape, answer)
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
