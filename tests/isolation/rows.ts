import { randomUUID } from 'node:crypto'
import { type Column, type Relation, spaceModels, type Table } from '@/generated/tenancy'
import { system } from '@/lib/db/system'
import { type Columns, delegateOf } from '../policy/operations'
import { unique } from '../support/factories'
import { delegateName, HELP, hasDefault, valueFor } from './values'

/**
 * Rows of any model of a space, made from the generated description of the schema alone: parents
 * first, values that the columns accept, every text with a mark that no other space has.
 */

export type Row = Columns & { id: string; spaceId: string }

/** Columns that the server fills, or that this file does. */
const FILLED = new Set(['id', 'createdAt', 'updatedAt', 'createdById', 'spaceId'])

const modelNamed = new Map(spaceModels.map((table) => [table.name, table]))

/** The relations of a model to other models of the space whose key it holds. */
export const parentsOf = (table: Table): readonly Relation[] =>
  table.relations.filter(({ model, fields }) => fields.length > 0 && modelNamed.has(model))

/** The unique keys of a model that are more than its id. */
export const keysOf = ({ keys }: Table): readonly (readonly string[])[] =>
  keys.filter((key) => String(key) !== 'id' && String(key) !== 'id,spaceId')

/** The columns of a model that hold values of its own: neither filled in nor the key of a parent. */
export function ownColumns(table: Table): readonly Column[] {
  const links = new Set(table.relations.flatMap(({ fields }) => fields))
  return table.columns.filter(({ name }) => !FILLED.has(name) && !links.has(name))
}

/** A change of one column that everybody with the right may make. */
export function changeOf(table: Table): Columns {
  const open = ownColumns(table).filter((column) => !column.frozen && !hasDefault(table, column))
  const column =
    open.find(({ type, optional }) => type === 'String' && optional) ?? open[0] ?? undefined
  if (!column) return { updatedAt: new Date() }
  return { [column.name]: valueFor(table, column, unique('changed')) }
}

/** One space with one row of every model, each consistent with the others: the anchors. */
export class Rows {
  readonly #anchors = new Map<string, Row>()

  constructor(
    readonly spaceId: string,
    readonly authorId: string,
    /** Part of every text that this makes. */
    readonly mark: string,
  ) {}

  /** Makes the anchor of every model. */
  async fill(): Promise<this> {
    for (const table of spaceModels) this.#anchors.set(table.name, await this.#firstOf(table))
    return this
  }

  anchor(model: string): Row {
    const row = this.#anchors.get(model)
    if (!row) throw new Error(`${model} has no row yet: its parents stand below it in the schema.`)
    return row
  }

  /** Columns of a row that could be added, without those that the server fills. */
  async draft(table: Table): Promise<Columns> {
    const data: Columns = {}
    for (const relation of parentsOf(table)) await this.#link(table, relation, data)
    for (const column of ownColumns(table)) {
      const value = this.#valueOf(table, column)
      if (value !== undefined) data[column.name] = value
    }
    return data
  }

  /** A new row, made past all rules. */
  async create(table: Table): Promise<Row> {
    const data = { ...(await this.draft(table)), spaceId: this.spaceId, createdById: this.authorId }
    return (await delegateOf(system, delegateName(table.name)).create({ data })) as Row
  }

  /** Only triggers write history, so what they wrote is taken; newest first, whose parents are anchors. */
  async #firstOf(table: Table): Promise<Row> {
    if (!table.appendOnly) return this.create(table)
    const links = Object.fromEntries(
      parentsOf(table).flatMap(({ model, fields, references }) =>
        fields.map((field, at) => [field, this.anchor(model)[references[at] ?? '']]),
      ),
    )
    const found = await delegateOf(system, delegateName(table.name)).findFirst({
      where: { ...links, spaceId: this.spaceId },
      orderBy: { id: 'desc' },
    })
    return (found as Row | null) ?? this.create(table)
  }

  async #link(table: Table, relation: Relation, data: Columns): Promise<void> {
    if (relation.optional && !this.#anchors.has(relation.model)) return
    // A parent that has one child at most must be a new one.
    const single = keysOf(table).some((key) => key.every((name) => relation.fields.includes(name)))
    const parent = single ? await this.create(tableOf(relation.model)) : this.anchor(relation.model)
    for (const [at, field] of relation.fields.entries()) {
      if (field !== 'spaceId') data[field] = parent[relation.references[at] ?? '']
    }
  }

  #valueOf(table: Table, column: Column): unknown {
    const text = column.type === 'String' || column.type === 'Json'
    // Texts are filled wherever possible, so that a row that leaks is recognised.
    const needed = text || column.name in HELP
    if (!needed && (column.optional || hasDefault(table, column))) return undefined
    return valueFor(table, column, unique(this.mark))
  }
}

export function tableOf(model: string): Table {
  const table = modelNamed.get(model)
  if (!table) throw new Error(`${model} is no model of a space.`)
  return table
}

export const nowhere = () => randomUUID()
