import { beforeAll, describe, expect, test } from 'vitest'
import { type Relation, spaceModels, type Table } from '@/generated/tenancy'
import { system } from '@/lib/db/system'
import { type Columns, delegateOf } from '../policy/operations'
import { personaNames } from '../support/personas'
import { enhancedClient, rpcDoor } from './doors'
import { foreignLinks, type Nested, nestedWrites, relationsOf } from './nested'
import { nowhere } from './rows'
import { leaksIn, trial } from './trial'
import { delegateName } from './values'
import { createIsolatedWorld, type Digest, digestOf, type World } from './world'

/** Writes inside writes: create, connect, set, delete and so on through every relation of every model. */

let world: World
let untouched: Digest
beforeAll(async () => {
  world = await createIsolatedWorld()
  untouched = await digestOf(world.b.spaceId)
})

const people = personaNames.filter((name) => name !== 'anonymous')

type Place = { operation: 'create' | 'update' | 'updateMany' | 'upsert'; args: object }

/** Everywhere that data stands in a call. */
function placesOf({ name: model }: Table, draft: Columns, { data }: Nested): Place[] {
  const where = { id: world.a.anchor(model).id }
  return [
    { operation: 'create', args: { data: { ...draft, ...data } } },
    { operation: 'update', args: { where, data } },
    { operation: 'updateMany', args: { where, data } },
    { operation: 'upsert', args: { where, create: draft, update: data } },
    {
      operation: 'upsert',
      args: { where: { id: nowhere() }, create: { ...draft, ...data }, update: {} },
    },
  ]
}

const everyRelation = spaceModels.flatMap((table) =>
  relationsOf(table).map((relation) => ({
    name: `${table.name}.${relation.name}`,
    table,
    relation,
  })),
)

describe.each(everyRelation)('$name', ({ table, relation }) => {
  test('is written by nobody through the enhanced client', async () => {
    const open = await enhancedClient.open(world)
    const draft = await world.a.draft(table)
    const before = await digestOf(null)
    for (const nested of nestedWrites(relation, world.b)) {
      for (const { operation, args } of placesOf(table, draft, nested)) {
        for (const name of people) {
          const { code, text } = await open(world.as[name])(table, operation, args)
          expect(code, `${name}: ${operation}, ${nested.name}: ${text}`).toBe('invalid')
        }
      }
    }
    expect(await digestOf(null), 'the rows of the database').toEqual(before)
  })

  test('is written by nobody through the RPC door', async () => {
    const call = (await rpcDoor.open(world))(world.as.owner)
    const draft = await world.a.draft(table)
    const before = await digestOf(null)
    for (const nested of writesThrough(relation)) {
      const [, update] = placesOf(table, draft, nested)
      if (!update) continue
      const { code, text } = await call(table, update.operation, update.args)
      expect(code, `${nested.name}: ${text}`).toBe('invalid')
    }
    expect(await digestOf(null), 'the rows of the database').toEqual(before)
  })

  test('does not reach another space under row-level security alone', async () => {
    const draft = { ...(await world.a.draft(table)), createdById: 'somebody' }
    for (const nested of nestedWrites(relation, world.b)) {
      const places = placesOf(table, draft, nested).filter(
        ({ operation }) => operation === 'create' || operation === 'update',
      )
      const foreign = { where: { id: world.b.anchor(table.name).id }, data: nested.data }
      for (const { operation, args } of [
        ...places,
        { operation: 'update', args: foreign } as const,
      ]) {
        const result = await trial(world, world.as.owner, 'fence alone', (client) =>
          delegateOf(client, delegateName(table.name))[operation](args),
        )
        const what = `${operation}, ${nested.name}: ${result.text}`
        expect(leaksIn(world, result, args), what).toEqual([])
        if (result.after) expect(result.after, what).toEqual(untouched)
      }
    }
  })
})

const writesThrough = (relation: Relation) => [
  ...nestedWrites(relation, world.a),
  ...nestedWrites(relation, world.b),
]

/** Whoever writes: the keys themselves end at the border. */
test.each(spaceModels)('$name cannot hang on a row of another space', async (table) => {
  const links = foreignLinks(table, world.b)
  for (const { name, data } of links) {
    const row = { spaceId: world.a.spaceId, createdById: 'somebody' }
    const draft = { ...(await world.a.draft(table)), ...row, ...data }
    const create = delegateOf(system, delegateName(table.name)).create({ data: draft })
    await expect(create, name).rejects.toMatchObject({ code: 'P2003' })
  }
})
