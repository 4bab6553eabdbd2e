import fc from 'fast-check'
import { Client } from 'pg'
import { beforeAll, expect, test, vi } from 'vitest'
import { spaceModels } from '@/generated/tenancy'
import { system } from '@/lib/db/system'
import { type Columns, delegateOf } from '../policy/operations'
import type { PersonaName } from '../support/personas'
import { materialOf } from './material'
import { keysOf, type Row } from './rows'
import { changes, type Material, reads, type Tree, treeOf } from './trees'
import { trial } from './trial'
import { delegateName } from './values'
import { createIsolatedWorld, type World } from './world'

/**
 * The same questions twice: while space B has the rows that they ask about, and after B is gone. From
 * inside A the two must be one: the same answers, orders, counts and errors, after as many statements.
 */

let world: World
let material: Material
beforeAll(async () => {
  world = await createIsolatedWorld()
  material = await materialOf(world)
})

type Question = { by: PersonaName; tree: Tree }

const askers: PersonaName[] = ['owner', 'coordinator', 'viewer', 'stranger']

test('whether another space has something makes no difference to any answer', async () => {
  const seed = Date.now()
  const random = fc.sample(
    fc.record({
      by: fc.constantFrom(...askers),
      tree: fc.oneof(treeOf(material, reads), treeOf(material, changes)),
    }),
    { numRuns: 150, seed },
  )
  const questions: Question[] = [...random, ...guesses()]
  const present = await answersTo(questions)
  await system.space.delete({ where: { id: world.b.spaceId } })
  const absent = await answersTo(questions)
  for (const [at, question] of questions.entries()) {
    expect(absent[at], `seed ${seed}: ${JSON.stringify(question)}`).toEqual(present[at])
  }
})

/** For each model: its rows in B by every key, and new rows that take a key of B. */
function guesses(): Question[] {
  return spaceModels.flatMap((table) => {
    const model = delegateName(table.name)
    const { b, draft } = material.samples.get(table.name) ?? { b: {} as Row, draft: {} }
    const trees: Tree[] = [['id'], ...keysOf(table)].flatMap((key) => {
      const values = Object.fromEntries(key.map((name) => [name, b[name] ?? 'nothing']))
      const where = key.length > 1 ? { [key.join('_')]: values } : values
      const { spaceId: _, id: __, ...taken } = values
      const create = { ...draft, ...taken }
      const inB = { ...create, spaceId: world.b.spaceId }
      return [
        { model, operation: 'findUniqueOrThrow', args: { where } },
        { model, operation: 'update', args: { where, data: { updatedAt: new Date() } } },
        { model, operation: 'delete', args: { where } },
        { model, operation: 'upsert', args: { where, create, update: {} } },
        { model, operation: 'create', args: { data: create } },
        { model, operation: 'create', args: { data: inB } },
        { model, operation: 'createMany', args: { data: [create] } },
        { model, operation: 'createMany', args: { data: [inB], skipDuplicates: true } },
      ] satisfies Tree[]
    })
    return (['owner', 'viewer'] as const).flatMap((by) => trees.map((tree) => ({ by, tree })))
  })
}

/** Answers, and how many statements each took. */
async function answersTo(questions: Question[]): Promise<unknown[]> {
  const statements = vi.spyOn(Client.prototype, 'query')
  const answers: unknown[] = []
  for (const { by, tree } of questions) {
    statements.mockClear()
    const { code, text } = await trial(world, world.as[by], 'both', (client) =>
      delegateOf(client, tree.model)[tree.operation](tree.args),
    )
    answers.push({ code, text: lasting(text), statements: asked(statements.mock.calls) })
  }
  statements.mockRestore()
  return answers
}

/** Without who asks, which a connection is told only when it last served somebody else. */
const asked = (calls: unknown[][]) =>
  calls.filter(([query]) => !JSON.stringify(query).includes('set_config')).length

/** Without what differs from one moment to the next: fresh ids, times, and hashes over them. */
function lasting(text: string): string {
  const known = new Set([...material.samples.values()].flatMap(({ a }) => idsIn(a)))
  return text
    .replace(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, (id) => (known.has(id) ? id : '"an id"'))
    .replace(/"\d{4}-\d\d-\d\dT[^"]*Z"/g, '"a time"')
    .replace(/"[0-9a-f]{64}"/g, '"a hash"')
}

const idsIn = (row: Columns) =>
  Object.values(row).flatMap((value) => (typeof value === 'string' ? [`"${value}"`] : []))
