import { expect } from 'vitest'
import type { Persona } from '../support/personas'
import type { Answer } from './doors'
import { has, hasAll, type Right, type Side } from './expectations'
import type { Attempt, Write } from './operations'
import { changeOf, nowhere, type Row } from './rows'
import { askAll, delegate, peopleFor, refusedAtDoor, type Scene, type Subject } from './scene'
import { digestOf } from './world'

/** Who may write a row, what then is different, and that a refusal leaves everything as it was. */

const NO_ROW = { id: nowhere(), spaceId: nowhere() }

export async function expectWrite(scene: Scene, subject: Subject, write: Write, side: Side) {
  const { world, by } = scene
  const { table, rights } = subject
  const may = (persona: Persona) => hasAll(rights, write.rights, persona, side)
  const other = side === 'a' ? 'b' : 'a'
  const people = peopleFor(scene, side)

  const allowed = people.filter(may)
  if (allowed.length > 0) {
    const untouched = await digestOf(world[other].spaceId)
    await expectDone(scene, subject, write, side, allowed)
    expect(await digestOf(world[other].spaceId), 'the other space').toEqual(untouched)
  }

  const rows = world[side]
  const attempt = {
    row: rows.anchor(table.name),
    draft: { ...(await rows.draft(table)), spaceId: rows.spaceId },
    change: changeOf(table),
  }
  const before = await digestOf(null)
  const ask = (persona: Persona, to: Attempt) => by(persona)(table, write.operation, write.args(to))
  const refused = people.filter((one) => !may(one))
  const answers = await askAll(refused, (persona) => ask(persona, attempt))
  // What is said of a row that does not exist.
  const absent = write.namesOne
    ? await askAll(refused, (persona) => ask(persona, { ...attempt, row: NO_ROW }))
    : new Map<Persona, Answer>()
  for (const [persona, answer] of answers) {
    expectRefused(scene, subject, write, side, persona, answer, absent.get(persona))
  }
  expect(await digestOf(null), 'the rows of the database').toEqual(before)
}

const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1)

/** Everybody writes a row of their own, at the same time. */
async function expectDone(
  { world, by }: Scene,
  { table }: Subject,
  write: Write,
  side: Side,
  allowed: Persona[],
) {
  const rows = world[side]
  const on = delegate(table)
  const right: Right = write.rights[0] ?? 'create'
  const attempts = new Map<Persona, Attempt>()
  for (const persona of allowed) {
    const draft = { ...(await rows.draft(table)), spaceId: rows.spaceId }
    const row = right === 'create' ? rows.anchor(table.name) : await rows.create(table)
    attempts.set(persona, { row, draft, change: changeOf(table) })
  }
  const before = Number(await on.count({}))
  const answers = await askAll(allowed, (persona) =>
    by(persona)(table, write.operation, write.args(attempts.get(persona) as Attempt)),
  )
  for (const [{ name }, { code, text }] of answers) expect(code, `${name}: ${text}`).toBe('done')
  const written = [...attempts.values()]
  const ids = written.map(({ row }) => row.id)
  const found = (await on.findMany({ where: { id: { in: ids } } })) as Row[]
  if (right === 'create') expect(await on.count({})).toBe(before + allowed.length)
  if (right === 'update') {
    const changed = written.map(({ row, change }) => ({ id: row.id, ...change }))
    expect(found.sort(byId)).toMatchObject(changed.sort(byId))
  }
  if (right === 'delete') expect(found).toEqual([])
}

function expectRefused(
  { door }: Scene,
  { rights }: Subject,
  write: Write,
  side: Side,
  persona: Persona,
  answer: Answer,
  absent: Answer | undefined,
) {
  const told = `${persona.name}: ${answer.text}`
  const early = refusedAtDoor(door, persona)
  if (early) expect(answer.code, told).toBe(early)
  // Those whom the application never lets near a client: that nothing changes is all that counts.
  else if (!persona.userId) return
  else if (write.skips) {
    expect(['done', 'forbidden'], told).toContain(answer.code)
    if (answer.code === 'done') expect([{ count: 0 }, []], told).toContainEqual(answer.data)
  } else if (!absent || has(rights, 'read', persona, side)) {
    expect(answer.code, told).toBe('forbidden')
  } else expect(answer.text, told).toBe(absent.text)
}
