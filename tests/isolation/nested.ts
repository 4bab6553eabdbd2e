import type { Relation, Table } from '@/generated/tenancy'
import type { Columns } from '../policy/operations'
import { changeOf, ownColumns, parentsOf, type Rows, tableOf } from './rows'
import { valueFor } from './values'

/** A write inside the data of another: the name of the relation, and what stands there. */
export type Nested = { name: string; data: Columns }

/** The relations of a model to rows of a space, or to the space itself. */
export const relationsOf = (table: Table): readonly Relation[] =>
  table.relations.filter(({ model }) => model === 'Space' || isOfSpace(model))

const isOfSpace = (model: string) => {
  try {
    return tableOf(model).inSpace
  } catch {
    return false
  }
}

/** Every nested write through a relation that aims at a row of `target`. */
export function nestedWrites(relation: Relation, target: Rows): Nested[] {
  const { model, list } = relation
  const toSpace = model === 'Space'
  const id = toSpace ? target.spaceId : target.anchor(model).id
  const change = toSpace ? { name: 'Taken over' } : changeOf(tableOf(model))
  const create = toSpace ? { slug: 'taken-over', name: 'Taken over' } : draftOf(tableOf(model))
  const where = { id }
  const kinds: Columns = {
    create,
    connect: where,
    connectOrCreate: { where, create },
    ...(list
      ? {
          createMany: { data: [create] },
          set: [where],
          disconnect: where,
          update: { where, data: change },
          updateMany: { where: {}, data: change },
          upsert: { where, create, update: change },
          delete: where,
          deleteMany: {},
        }
      : {
          disconnect: true,
          update: change,
          upsert: { create, update: change },
          delete: true,
        }),
  }
  return Object.entries(kinds).map(([kind, value]) => ({
    name: `${kind} through ${relation.name}`,
    data: { [relation.name]: { [kind]: value } },
  }))
}

/** The columns of a row that come from no parent. */
const draftOf = (table: Table): Columns => ({
  ...Object.fromEntries(
    ownColumns(table)
      .filter(({ optional }) => !optional)
      .map((column) => [column.name, valueFor(table, column, 'nested')]),
  ),
  createdById: 'somebody',
})

/** A row of another space in the place of each parent. */
export const foreignLinks = (table: Table, target: Rows): Nested[] =>
  parentsOf(table).map(({ name, model, fields, references }) => ({
    name: `the key of a foreign ${name}`,
    data: Object.fromEntries(
      fields
        .map((field, at) => [field, target.anchor(model)[references[at] ?? '']] as const)
        .filter(([field]) => field !== 'spaceId'),
    ),
  }))
