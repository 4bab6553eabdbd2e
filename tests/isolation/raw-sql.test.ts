import { describe, expect, test } from 'vitest'
import { type Column, spaceModels, type Table, tables } from '@/generated/tenancy'
import { type Persona, personaNames } from '../support/personas'
import { NO_RIGHT, quote, run, untouched, world } from './by-hand'
import type { Side } from './expectations'
import { parentsOf } from './rows'
import { digestOf } from './world'

/** Rows under the application's role, by SQL alone. */

const people = () => [null, ...personaNames.map((name) => world.as[name])]
const livesIn = (persona: Persona | null, side: Side) =>
  persona?.acts === side && persona.lives !== null && persona.userId !== undefined
const told = (persona: Persona | null) => persona?.name ?? 'without any context'

describe.each(spaceModels)('$name', (table) => {
  const { name, appendOnly, rights } = table

  test('is seen in the active space by its live members, and nowhere else', async () => {
    for (const persona of people()) {
      const { rows } = await run(persona, `select "spaceId" from ${quote(name)}`)
      const sides = (['a', 'b'] as const).filter((side) => livesIn(persona, side))
      const seen = new Set(rows.map(({ spaceId }) => spaceId))
      expect([...seen], told(persona)).toEqual(sides.map((side) => world[side].spaceId))
    }
  })

  test('shows no row of another space by its id, its count, or an aggregate', async () => {
    const { id, spaceId } = world.b.anchor(name)
    for (const persona of people().filter((one) => !livesIn(one, 'b'))) {
      const looks = [
        `select id from ${quote(name)} where id = $1`,
        `select max(id) as id from ${quote(name)} where id = $1 having count(*) > 0`,
        `select id from ${quote(name)} where id = $1 for share`,
      ]
      for (const sql of looks) {
        expect((await run(persona, sql, [id])).rows, `${told(persona)}: ${sql}`).toEqual([])
      }
      // A condition that fails on a foreign row would tell that there is one.
      const trap = `select 1 from ${quote(name)} where 1 / (case "spaceId" when $1 then 0 else 1 end) > 5`
      expect(await run(persona, trap, [spaceId]), told(persona)).toMatchObject({
        code: '',
        rows: [],
      })
    }
  })

  test('is written in the active space only', async () => {
    for (const persona of people()) {
      for (const side of ['a', 'b'] as const) {
        const { id } = world[side].anchor(name)
        const inside = livesIn(persona, side)
        const update = await run(
          persona,
          `update ${quote(name)} set ${changed(table)} where id = $1`,
          [id],
        )
        const remove = await run(persona, `delete from ${quote(name)} where id = $1`, [id])
        if (appendOnly)
          expect([update.code, remove.code], told(persona)).toEqual([NO_RIGHT, NO_RIGHT])
        else {
          expect(update, told(persona)).toMatchObject({ code: '', count: inside ? 1 : 0 })
          // A trigger may keep a row that one could delete, but a foreign one is not even found.
          if (!inside) expect(remove, told(persona)).toMatchObject({ code: '', count: 0 })
        }
        const insert = await run(persona, ...copyOf(table, world[side].anchor(name)))
        if (appendOnly || !inside) expect(insert.code, told(persona)).toBe(NO_RIGHT)
        // The only thing in the way is the key of the row that is copied.
        else expect(insert.code, told(persona)).toBe('23505')
      }
    }
  })

  test('takes no column along that says where it belongs', async () => {
    const { id } = world.a.anchor(name)
    const frozen = table.columns.filter((column) => !rights.update.includes(column.name))
    for (const column of frozen) {
      const sql = `update ${quote(name)} set ${quote(column.name)} = ${quote(column.name)} where id = $1`
      expect((await run(world.as.owner, sql, [id])).code, column.name).toBe(NO_RIGHT)
    }
    expect(frozen.map((column) => column.name)).toEqual(
      expect.arrayContaining(['id', 'spaceId', 'createdById', 'createdAt']),
    )
  })

  test('hangs on no row of another space', async () => {
    if (appendOnly) return
    for (const { model, fields, references } of parentsOf(table)) {
      const foreign = world.b.anchor(model)
      const links = Object.fromEntries(
        fields.flatMap((field, at) =>
          field === 'spaceId' ? [] : [[field, foreign[references[at] ?? '']]],
        ),
      )
      const row = { ...world.a.anchor(name), ...links, id: 'new', ...freshKeys(table) }
      expect((await run(world.as.owner, ...copyOf(table, row))).code, model).toBe('23503')
    }
  })
})

const changed = ({ rights }: Table) => {
  const column = rights.update.includes('updatedAt') ? 'updatedAt' : 'id'
  return `${quote(column)} = ${quote(column)}`
}

/** An insert of the same values. */
function copyOf({ name, columns }: Table, row: Record<string, unknown>): [string, unknown[]] {
  const names = columns.map((column) => column.name)
  return [
    `insert into ${quote(name)} (${names.map(quote).join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    columns.map((column) => parameterOf(column, row[column.name])),
  ]
}

/** A value as the driver takes it: it would write an exact number, and a list in a Json, in another way. */
function parameterOf({ type }: Column, value: unknown): unknown {
  if (value === null || value === undefined) return value
  if (type === 'Decimal') return String(value)
  return type === 'Json' ? JSON.stringify(value) : value
}

/** Texts in unique keys, so that nothing but the link is wrong. */
const freshKeys = ({ keys, columns, relations }: Table) => {
  const links = new Set(relations.flatMap(({ fields }) => fields))
  const texts = columns.filter(({ name, type }) => type === 'String' && !links.has(name))
  return Object.fromEntries(
    texts
      .filter(({ name }) => name !== 'id' && keys.flat().includes(name))
      .map(({ name }) => [name, 'fresh']),
  )
}

const secrets = tables.filter(({ rights }) => !rights.select)

test.each(secrets)('$name is out of reach', async ({ name, columns }) => {
  const [first] = columns
  for (const persona of people()) {
    for (const sql of [
      `select from ${quote(name)}`,
      `select count(*) from ${quote(name)}`,
      `insert into ${quote(name)} default values`,
      `update ${quote(name)} set ${quote(first?.name ?? '')} = null`,
      `delete from ${quote(name)}`,
    ]) {
      expect((await run(persona, sql)).code, `${told(persona)}: ${sql}`).toBe(NO_RIGHT)
    }
  }
})

describe('people, spaces and memberships', () => {
  const people =
    (sql: string, values: unknown[] = []) =>
    (persona: Persona | null) =>
      run(persona, sql, values)

  test('of another space are not seen', async () => {
    const owner = world.as['owner of B'].userId
    const looks = [
      people('select from "Space" where id = $1', [world.b.spaceId]),
      people('select from "SpaceUser" where "spaceId" = $1', [world.b.spaceId]),
      people('select from "User" where id = $1', [owner]),
    ]
    for (const name of ['owner', 'viewer', 'expired admin', 'stranger', 'anonymous'] as const) {
      for (const look of looks) expect((await look(world.as[name])).count, name).toBe(0)
    }
    for (const look of looks) {
      expect((await look(null)).count).toBe(0)
      expect((await look(world.as['owner of B'])).count).toBeGreaterThan(0)
    }
  })

  test('of another space are not written', async () => {
    for (const name of ['owner', 'stranger', 'viewer who owns B'] as const) {
      const persona = world.as[name]
      const update = `update "SpaceUser" set role = 'OWNER' where "spaceId" = $1`
      expect((await run(persona, update, [world.b.spaceId])).count, name).toBe(0)
      const remove = `delete from "SpaceUser" where "spaceId" = $1`
      expect((await run(persona, remove, [world.b.spaceId])).count, name).toBe(0)
      const rename = `update "Space" set name = 'x' where id = $1`
      expect((await run(persona, rename, [world.b.spaceId])).count, name).toBe(0)
      const user = `update "User" set name = 'x' where id <> $1`
      expect((await run(persona, user, [persona.userId])).count, name).toBe(0)
    }
  })

  test('of the active space, and oneself, are written', async () => {
    const { owner } = world.as
    const user = `update "User" set name = 'x' where id = $1`
    expect((await run(owner, user, [owner.userId])).count).toBe(1)
    const rename = `update "Space" set name = 'x' where id = $1`
    expect((await run(owner, rename, [world.a.spaceId])).count).toBe(1)
    const members = `"SpaceUser" where "spaceId" = $1 and "userId" = $2`
    const viewer = [world.a.spaceId, world.as.viewer.userId]
    expect((await run(owner, `delete from ${members}`, viewer)).count).toBe(1)
    const role = `update "SpaceUser" set role = 'ADMIN' where "spaceId" = $1 and "userId" = $2`
    expect((await run(owner, role, viewer)).count).toBe(1)
  })

  test.each(['User', 'Space', 'SpaceUser'])('%s takes no new row', async (table) => {
    const sql = `insert into ${quote(table)} default values`
    expect((await run(world.as.owner, sql)).code).toBe(NO_RIGHT)
  })
})

test('nothing of all this has changed a row', async () => {
  expect(await digestOf(null)).toEqual(untouched)
})
