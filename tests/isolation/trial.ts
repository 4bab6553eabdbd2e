import { transactAs, transactFenced } from '@/lib/db/door'
import type { SystemTransaction } from '@/lib/db/system'
import type { Persona } from '../support/personas'
import { countCase } from './cases'
import { type Answer, answerTo, spaceOf, textOf } from './doors'
import { type Digest, digestOf, type World } from './world'

/**
 * What enforces the border in a trial: both engines, the rules on a connection that row-level security
 * does not hold back, or row-level security alone under plain Prisma.
 */
export const engines = ['both', 'rules alone', 'fence alone'] as const
export type Engine = (typeof engines)[number]

export type Trial = Answer & {
  /** Space B as it would be after the commit; absent when nothing would have been committed. */
  after?: Digest
}

class Undone extends Error {}

/** Asks in the name of a persona, looks at space B before the commit, and undoes everything. */
export async function trial(
  world: World,
  persona: Persona,
  engine: Engine,
  ask: (client: object) => Promise<unknown>,
): Promise<Trial> {
  countCase()
  const identity = { userId: persona.userId ?? '', ...spaceOf(world, persona) }
  let result: Trial | undefined
  const work = async (db: object, tx: SystemTransaction) => {
    const answer =
      engine === 'fence alone' ? await plainly(() => ask(tx)) : await answerTo(() => ask(db))
    result = answer.code === 'done' ? { ...answer, ...(await outcome(world, tx)) } : answer
    throw new Undone()
  }
  try {
    await (engine === 'rules alone' ? transactAs : transactFenced)(identity, work)
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  if (!result) throw new Error('The trial did not run.')
  return result
}

/** With the words of Prisma and PostgreSQL, which the application never repeats. */
async function plainly(ask: () => Promise<unknown>): Promise<Answer> {
  try {
    const data = await ask()
    return { code: 'done', data, text: textOf(data) }
  } catch (error) {
    // When Prisma itself breaks down, it repeats what others asked of it before.
    const broken = error instanceof Error && error.constructor.name.includes('RustPanic')
    return { code: 'refused', data: undefined, text: broken ? 'panic' : String(error) }
  }
}

async function outcome({ b }: World, tx: SystemTransaction): Promise<{ after?: Digest }> {
  try {
    // What waits for the commit happens now.
    await tx.$executeRaw`set constraints all immediate`
  } catch {
    return {}
  }
  return { after: await digestOf(b.spaceId, tx) }
}

/** What of space B stands in an answer, unless the question contained it already. */
export function leaksIn({ planted }: World, { text }: Answer, question: unknown): string[] {
  const asked = textOf(question)
  return planted.filter((secret) => text.includes(secret) && !asked.includes(secret))
}
