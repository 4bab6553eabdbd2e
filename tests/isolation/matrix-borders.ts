import { expect } from 'vitest'
import { has } from './expectations'
import { changeOf } from './rows'
import { askAll, everybody, refusedAtDoor, type Scene, type Subject } from './scene'
import { digestOf } from './world'

/** Where a row belongs and who made it: not chosen, not changed, and no link across the border. */

export type Link = { name: string; model: string; fields: readonly string[] }

/** A row of one's own space that would hang on a row of the other. */
export async function expectNoForeignParent(
  { world, by, door }: Scene,
  { table, rights }: Subject,
  { model, fields }: Link,
) {
  const draft: Record<string, unknown> = await world.a.draft(table)
  const foreign = world.b.anchor(model)
  for (const field of fields.filter((name) => name !== 'spaceId')) {
    draft[field] = field in foreign && field !== fields[0] ? foreign[field] : foreign.id
  }
  const before = await digestOf(null)
  const people = everybody(world).filter(({ acts }) => acts !== 'b')
  const answers = await askAll(people, (persona) => by(persona)(table, 'create', { data: draft }))
  for (const [persona, answer] of answers) {
    const code =
      refusedAtDoor(door, persona) ??
      (has(rights, 'create', persona, 'a') ? 'invalid' : 'forbidden')
    if (persona.userId) expect(answer.code, `${persona.name}: ${answer.text}`).toBe(code)
  }
  expect(await digestOf(null), 'the rows of the database').toEqual(before)
}

export async function expectOwnName({ world, by, door }: Scene, { table }: Subject) {
  const draft = { ...(await world.a.draft(table)), createdById: world.as.stranger.userId }
  const before = await digestOf(null)
  const people = everybody(world).filter(({ name, acts }) => name !== 'stranger' && acts !== 'b')
  const answers = await askAll(people, (persona) => by(persona)(table, 'create', { data: draft }))
  for (const [persona, answer] of answers) {
    const code = refusedAtDoor(door, persona) ?? (door.guarded ? 'invalid' : 'forbidden')
    if (persona.userId) expect(answer.code, `${persona.name}: ${answer.text}`).toBe(code)
  }
  expect(await digestOf(null), 'the rows of the database').toEqual(before)
}

/** Nobody, not even an owner, changes where a row belongs, whose it is, or what else is fixed. */
export async function expectFrozen({ world, by, door }: Scene, { table }: Subject, column: string) {
  const { id } = world.a.anchor(table.name)
  const args = {
    where: { id },
    data: { ...changeOf(table), [column]: world.b.anchor(table.name)[column] },
  }
  const people = [world.as.owner, world.as.viewer, world.as['viewer who owns B, acting there']]
  const before = await digestOf(null)
  for (const operation of ['update', 'updateMany'] as const) {
    const answers = await askAll(people, (persona) => by(persona)(table, operation, args))
    for (const [persona, { code, data, text }] of answers) {
      const told = `${persona.name}, ${operation}: ${text}`
      if (operation === 'updateMany' && code === 'done') expect(data, told).toEqual({ count: 0 })
      else
        expect(['forbidden', 'not_found', ...(door.guarded ? ['invalid'] : [])], told).toContain(
          code,
        )
    }
  }
  expect(await digestOf(null), 'the rows of the database').toEqual(before)
}
