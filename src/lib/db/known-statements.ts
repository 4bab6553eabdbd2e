import { randomInt } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { env } from '../env'
import { isNoConnection } from '../errors/no-connection'
import { Recent } from '../recent'
import { type Reader, readerOf } from './known-answers'
import { withMembershipOnce } from './known-membership'
import {
  isClear,
  type Question,
  questionOf,
  type Statement,
  statementsOf,
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
  /** Asked in one message; what the last one gives is the answer. */
  statements?: Statement[]
  names?: string[]
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
  const learn: Learn = (shape, question) =>
    compared(shape, question, model, operation, long, (statement) =>
      withMembershipOnce(statement, model, args, question),
    )
  return known(model, operation, args, long, learn)
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
  const learn: Learn = (shape, question) =>
    learned(shape, question, model, 'findMany', long, ([change, ...others]) =>
      change && others.length === 0 ? [change] : undefined,
    )
  return (await known(model, 'updateManyAndReturn', args, long, learn)) as object[]
}

/**
 * A new record and the read that proves it, in one message that is a transaction of its own.
 * @param args the data with whatever Prisma would fill in, and the condition of the proof; what is selected
 * has the id.
 * @param long the same through Prisma, as two statements; it throws where the proof finds nothing.
 */
export async function knownCreate(
  model: string,
  args: object,
  long: () => Promise<object>,
): Promise<object> {
  const learn: Learn = (shape, question) =>
    learned(shape, question, model, 'findFirst', long, ([insert, proof, ...others]) =>
      insert && proof && others.length === 0 ? [insert, provenBy(proof)] : undefined,
    )
  return (await known(model, 'create', args, long, learn)) as object
}

/** Fails where nothing is found, which takes back what was written before it in the message. */
const provenBy = ({ text, values }: Statement): Statement => ({
  text: `select "proof".* from (select 1) "one" left join (${text}) "proof" on true where 1 / ("proof"."id" is not null)::int = 1`,
  values,
})

type Learn = (shape: Shape, question: Question) => Promise<unknown>

async function known(
  model: string,
  operation: string,
  args: object,
  long: () => Promise<unknown>,
  learn: Learn,
): Promise<unknown> {
  const question = env.KNOWN_STATEMENTS ? questionOf(model, operation, args) : undefined
  if (!question) return long()
  const shape = shapes.of(question.key, () => ({ uses: 0, failures: 0, refused: false }))
  const { reader } = shape.uses > PROOFS ? shape : {}
  if (shape.refused || !(reader || isClear(question))) return long()
  shape.uses++
  if (!reader || (randomInt(SAMPLE) === 0 && isClear(question))) return learn(shape, question)
  let rows: Texts[]
  try {
    rows = await ask(shape, question)
  } catch (error) {
    return throughPrisma(error, shape, long)
  }
  statementUse.known++
  return reader(rows)
}

/** What failed changed nothing, and Prisma says what is wrong with it. */
async function throughPrisma<Answer>(
  error: unknown,
  shape: Shape,
  long: () => Promise<Answer>,
): Promise<Answer> {
  if (isNoConnection(error)) throw error
  if (isOfTables(error)) {
    // They are others since: a statement with this name would fail from now on.
    delete shape.statements
    delete shape.names
    delete shape.reader
    shape.uses = 0
  }
  return long()
}

/** Of PostgreSQL: no such table, column or statement, or one that gives other columns now; not a right. */
const isOfTables = (error: unknown): boolean =>
  /^(42(?!501)|26|0A)/.test(String((error as { code?: unknown }).code))

function ask(shape: Shape, question: Question): Promise<Texts[]> {
  const { statements = [] } = shape
  if (!shape.names && shape.uses > OFTEN && named < NAMED) {
    shape.names = statements.map(() => `studyspace_known_${named++}`)
  }
  return send(statements, question, shape.names)
}

function send(
  statements: Statement[],
  { values, single }: Question,
  names: string[] = [],
): Promise<Texts[]> {
  const parts = statements.map((statement, at) => ({
    text: statement.text,
    values: valuesOf(statement, values),
    name: names[at],
  }))
  return appPool.ask(parts, single ? 'auto' : 'force_custom_plan')
}

// ---------------------------------------------------------------------------------------------
// Learning
// ---------------------------------------------------------------------------------------------

/**
 * Has Prisma answer, and holds against it what is known of the shape, or learns it.
 * @param better another statement with the same answer.
 */
async function compared(
  shape: Shape,
  question: Question,
  model: string,
  operation: string,
  long: () => Promise<unknown>,
  better: (statement: Statement) => Statement,
): Promise<unknown> {
  const sent: Heard[] = []
  const answer = await appPool.heard.run(sent, async () => await long())
  statementUse.compared++
  try {
    const statements = sent.length === 1 ? statementsOf(sent, question)?.map(better) : undefined
    if (!statements) return fail(shape, answer)
    shape.statements ??= statements
    if (!isDeepStrictEqual(shape.statements, statements)) return refuse(shape, answer)
    // Where nothing was found, nobody knows how records look.
    if (!shape.reader && isNothing(answer)) {
      shape.uses = 0
      return answer
    }
    shape.reader ??= readerOf(model, operation, (sent[0] as Heard).columns, answer)
    if (!shape.reader) return refuse(shape, answer)
    const found = await send(statements, question)
    return isSame(shape.reader(found), answer) ? answer : fail(shape, answer)
  } catch {
    return fail(shape, answer)
  }
}

const isNothing = (answer: unknown): boolean => [answer].flat().every((row) => row === null)

/**
 * Has Prisma make the change, and holds against it what is known of the shape, or learns it.
 * @param operation of a read that gives such records as the last statement does.
 * @param proven the statements, of which the last gives what is asked, or nothing when there are others.
 */
async function learned<Answer>(
  shape: Shape,
  question: Question,
  model: string,
  operation: 'findMany' | 'findFirst',
  long: () => Promise<Answer>,
  proven: (statements: Statement[]) => Statement[] | undefined,
): Promise<Answer> {
  const heard: Heard[] = []
  const answer = await appPool.heard
    .run(heard, async () => await long())
    .catch((error: unknown) => {
      // What is refused proves nothing.
      shape.uses = 0
      throw error
    })
  statementUse.compared++
  const sent = heard.filter(({ text }) => text !== 'BEGIN' && text !== 'COMMIT')
  const found = statementsOf(sent, question)
  const statements = found && proven(found)
  shape.statements ??= statements
  if (!statements || !isDeepStrictEqual(shape.statements, statements)) refuse(shape, answer)
  else if (isNothing(answer)) shape.uses = 0
  else shape.reader ??= readerOf(model, operation, sent.at(-1)?.columns ?? [], answer)
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
