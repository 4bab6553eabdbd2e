import { expect } from 'vitest'
import type { Persona } from '../support/personas'
import type { Answer } from './doors'
import { has, type Side } from './expectations'
import type { Read } from './operations'
import type { Row } from './rows'
import {
  askAll,
  delegate,
  everybody,
  peopleFor,
  refusedAtDoor,
  type Scene,
  type Subject,
} from './scene'
import type { World } from './world'

/** What everybody sees of a row, and of all rows. */

export async function expectRead(scene: Scene, subject: Subject, read: Read, side: Side) {
  const { world, by, door } = scene
  const { table, rights } = subject
  const row = world[side].anchor(table.name)
  const answers = await askAll(peopleFor(scene, side), (persona) =>
    by(persona)(table, read.operation, read.args(row)),
  )
  for (const [persona, answer] of answers) {
    const sees = has(rights, 'read', persona, side)
    const refused = read.sums && table.readsRecorded && (persona.userId || door.guarded)
    const absent = read.strict ? 'not_found' : 'done'
    const code = refusedAtDoor(door, persona) ?? (refused ? 'invalid' : sees ? 'done' : absent)
    const told = `${read.name} by ${persona.name}`
    expect(answer.code, told).toBe(code)
    if (code === 'done') expect(read.found(answer.data), told).toBe(sees)
    if (persona.acts !== 'b') expectNothingOf(world, persona, answer, row)
  }
}

/** What an answer may not contain is what only space B has. */
function expectNothingOf(world: World, { name }: Persona, { text }: Answer, row: Row) {
  for (const secret of world.planted) {
    if (secret !== row.id) expect(text.includes(secret), `${name} is told ${secret}`).toBe(false)
  }
}

/** Without any filter everybody gets the rows of the active space: all of them, and no other. */
export async function expectOwnRows({ world, by, door }: Scene, { table, rights }: Subject) {
  const all = (await delegate(table).findMany({ select: { id: true, spaceId: true } })) as Row[]
  const answers = await askAll(everybody(world), (persona) =>
    by(persona)(table, 'findMany', { select: { id: true, spaceId: true }, take: 500 }),
  )
  for (const [persona, answer] of answers) {
    const early = refusedAtDoor(door, persona)
    expect(answer.code, persona.name).toBe(early ?? 'done')
    if (early) continue
    const sees = (row: Row) =>
      (['a', 'b'] as const).some(
        (side) => row.spaceId === world[side].spaceId && has(rights, 'read', persona, side),
      )
    const expected = all.filter(sees).map(({ id }) => id)
    const got = (answer.data as Row[]).map(({ id }) => id)
    if (expected.length > 500) expect(expected).toEqual(expect.arrayContaining(got))
    else expect(got.sort(), persona.name).toEqual(expected.sort())
  }
}
