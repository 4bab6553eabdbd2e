import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '@/lib/db/system'
import { answerOf, expectNothingChanged, expectSpaceUnchanged } from '../support/matchers'
import {
  createWorld,
  insiders,
  type Persona,
  type PersonaName,
  personaNames,
  type World,
} from '../support/personas'
import { type Attempt, delegateOf, type WriteOperation, writeOperations } from './operations'
import { type Model, type Subject, writers } from './rights'
import { sees } from './sight'
import { subjects } from './subjects'

/**
 * A test for every operation that writes on these rows, by everybody. Allowed means: the row is
 * written and the other space is as before. Refused means: the answer says so and no row of the
 * database is different.
 */
export function describeWrites(rows: Subject[]): void {
  let world: World
  beforeAll(async () => {
    world = await createWorld()
  })
  for (const subject of rows) {
    describe(subject, () => {
      const spare = new Map<string | undefined, Attempt>()
      for (const operation of writeOperations) {
        for (const persona of peopleFor(subject)) {
          const allowed = mayWrite(persona, subject, operation)
          test(`${operation.name}: ${persona} ${allowed ? 'may' : 'may not'}`, async () => {
            const by = world.as[persona]
            if (allowed) {
              await expectDone(subject, operation, by, await prepare(subject, world, by), world)
            } else {
              // What a refusal leaves as it was serves the next one too.
              const attempt = spare.get(by.userId) ?? (await prepare(subject, world, by))
              spare.set(by.userId, attempt)
              await expectRefused(subject, operation, by, attempt)
            }
          })
        }
      }
    })
  }
}

/** Outsiders are told apart by the model, insiders by the row. */
function peopleFor(subject: Subject): readonly PersonaName[] {
  const first = Object.entries(writers).find(([, { model }]) => model === writers[subject].model)
  return first?.[0] === subject ? personaNames : insiders
}

function mayWrite(
  persona: PersonaName,
  subject: Subject,
  { name, right }: WriteOperation,
): boolean {
  const rights = writers[subject]
  const needed: readonly PersonaName[] = rights[right]
  // An upsert asks for the right to create before it looks whether the row exists.
  if (name === 'upsert (existing)' && rights.create.length === 0) return false
  return needed.includes(persona)
}

async function prepare(subject: Subject, world: World, by: Persona): Promise<Attempt> {
  const { existing, draft, change } = subjects[subject]
  return { id: (await existing(world, by)).id, draft: await draft(world, by), change }
}

async function expectDone(
  subject: Subject,
  { right, run }: WriteOperation,
  by: Persona,
  attempt: Attempt,
  { b }: World,
) {
  const { model } = writers[subject]
  const row = await rowOf(model, attempt.id)
  const before = await countOf(model)
  await expectSpaceUnchanged(b.space.id, async () => {
    expect(await answerOf(run(delegateOf(by.db, model), attempt))).toBe('done')
  })
  if (right === 'create') expect(await countOf(model)).toBe(before + 1)
  if (right === 'update') expect(await rowOf(model, attempt.id)).toMatchObject(attempt.change)
  if (right === 'delete') expect(await rowOf(model, attempt.id)).toBeNull()
  // Who left is needed again.
  if (subject === 'their own membership') await delegateOf(system, model).create({ data: row })
}

async function expectRefused(
  subject: Subject,
  { right, skips, run }: WriteOperation,
  by: Persona,
  attempt: Attempt,
) {
  const delegate = delegateOf(by.db, writers[subject].model)
  const answerTo = (to: Attempt) => answerOf(run(delegate, to))

  const answer = await expectNothingChanged(() => answerTo(attempt))
  if (by.name === 'anonymous') return
  if (skips) expect(['done', 'forbidden']).toContain(answer)
  else if (sees(subject, by) || right === 'create') {
    expect(answer).toBe('forbidden')
  } else {
    // A row that one does not see is not there, whatever is asked of it.
    expect(answer).toBe(await answerTo({ ...attempt, id: randomUUID() }))
  }
}

const rowOf = (model: Model, id: string) => delegateOf(system, model).findUnique({ where: { id } })
const countOf = async (model: Model) => Number(await delegateOf(system, model).count({}))
