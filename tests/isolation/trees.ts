import fc from 'fast-check'
import { type Column, type Relation, type Table, tables } from '@/generated/tenancy'
import type { Columns, OperationName } from '../policy/operations'
import { nestedWrites, relationsOf } from './nested'
import { keysOf, type Row } from './rows'
import { delegateName, enumOf } from './values'
import type { World } from './world'

/**
 * Random operations, as deep as Prisma takes them, made of ids, keys and values of both spaces: what
 * somebody would send who knows the schema and has seen rows of another space in a screenshot.
 */

export type Tree = { model: string; operation: OperationName; args: Columns }

/** What trees are made of: for each model a row of each space, and what could be created. */
export type Material = {
  world: World
  samples: Map<string, { a: Row; b: Row; draft: Columns }>
}

export const reads = [
  ...['findMany', 'findMany', 'findMany', 'findFirst', 'findUnique', 'findUniqueOrThrow'],
  ...['count', 'aggregate', 'groupBy'],
] as OperationName[]

export const changes = [
  ...['create', 'createMany', 'createManyAndReturn', 'upsert', 'update'],
  ...['updateMany', 'updateManyAndReturn', 'delete', 'deleteMany'],
] as OperationName[]

const readable = tables.filter(({ rights }) => rights.select)
const modelNamed = new Map(readable.map((table) => [table.name, table]))

export function treeOf(
  material: Material,
  operations: readonly OperationName[],
): fc.Arbitrary<Tree> {
  return fc.gen().map((g) => new Grower(material, g).tree(operations))
}

type Generate = fc.GeneratorValue

class Grower {
  constructor(
    readonly material: Material,
    readonly g: Generate,
  ) {}

  tree(operations: readonly OperationName[]): Tree {
    const operation = this.pick(operations)
    const table = this.pick(
      operations === changes ? readable.filter(({ inSpace }) => inSpace) : readable,
    )
    return { model: delegateName(table.name), operation, args: this.args(table, operation) }
  }

  args(table: Table, operation: OperationName): Columns {
    switch (operation) {
      case 'findMany':
      case 'findFirst':
        return this.list(table, 2)
      case 'findUnique':
      case 'findUniqueOrThrow':
        return { where: this.key(table), ...this.selection(table, 2) }
      case 'count':
        return this.some({ where: () => this.where(table, 2), cursor: () => this.key(table) })
      case 'aggregate':
        return {
          _count: true,
          _min: { createdAt: true },
          ...this.some({
            where: () => this.where(table, 2),
            _max: () => ({ [this.text(table)]: true }),
            cursor: () => this.key(table),
          }),
        }
      case 'groupBy': {
        const by = this.text(table)
        return { by: [by], _count: true, orderBy: { [by]: 'asc' }, where: this.where(table, 2) }
      }
      case 'create':
        return { data: this.draft(table) }
      case 'createMany':
      case 'createManyAndReturn':
        return {
          data: [this.draft(table)],
          ...(this.chance(4) && { skipDuplicates: this.chance(2) }),
        }
      case 'upsert':
        return { where: this.key(table), create: this.draft(table), update: this.change(table) }
      case 'update':
        return { where: this.key(table), data: this.change(table), ...this.selection(table, 1) }
      case 'delete':
        return { where: this.key(table), ...this.selection(table, 1) }
      case 'updateMany':
      case 'updateManyAndReturn':
        return { where: this.where(table, 1), data: this.change(table) }
      default:
        return { where: this.where(table, 1) }
    }
  }

  /** Of a list of rows, at the top or inside another row; always in a known order. */
  list(table: Table, depth: number): Columns {
    const order = this.chance(3) ? [this.order(table)] : []
    return {
      orderBy: [...order, { id: 'asc' }],
      ...this.some({
        where: () => this.where(table, depth),
        take: () => this.pick([1, 2, 3, -1]),
        skip: () => this.pick([1, 2]),
      }),
      ...(this.chance(8) && { cursor: this.key(table) }),
      ...(this.chance(6) && { distinct: [this.text(table)] }),
      ...this.selection(table, depth),
    }
  }

  order(table: Table): Columns {
    const direction = this.pick(['asc', 'desc'])
    const relation = this.chance(3) && this.relation(table)
    if (!relation) return { [this.text(table)]: direction }
    return relation.list
      ? { [relation.name]: { _count: direction } }
      : { [relation.name]: { id: direction } }
  }

  selection(table: Table, depth: number): Columns {
    if (depth === 0 || this.chance(2)) return {}
    const relation = this.relation(table)
    if (!relation) return {}
    const target = modelNamed.get(relation.model)
    const inner = !target
      ? true
      : relation.list
        ? this.list(target, depth - 1)
        : { ...this.selection(target, depth - 1) }
    const counted = this.relation(table)
    const counts =
      counted?.list && this.chance(2)
        ? { _count: { select: { [counted.name]: this.chance(2) || { where: {} } } } }
        : {}
    const clause = { [relation.name]: Object.keys(inner).length > 0 ? inner : true, ...counts }
    return this.chance(2) ? { include: clause } : { select: { id: true, ...clause } }
  }

  /** @param least an empty condition below AND and OR means one thing to Prisma, another to ZenStack. */
  where(table: Table, depth: number, least = 0): Columns {
    const conditions: Columns = {}
    for (let count = this.pick([least, 1, 1, 2]); count > 0; count -= 1) {
      const kind = this.pick(['column', 'column', 'relation', 'relation', 'AND', 'OR', 'NOT'])
      const relation = this.relation(table)
      if (depth > 0 && kind === 'relation' && relation) {
        conditions[relation.name] = this.relationFilter(relation, depth - 1)
      } else if (depth > 0 && kind.length < 4) {
        const inner = [this.where(table, depth - 1, 1), this.where(table, depth - 1, 1)]
        conditions[kind] = this.chance(3) && kind !== 'OR' ? inner[0] : inner
      } else {
        const column = this.pick(table.columns)
        conditions[column.name] = this.columnFilter(table, column)
      }
    }
    return conditions
  }

  relationFilter({ model, list, optional }: Relation, depth: number): unknown {
    const target = modelNamed.get(model)
    const inner = target ? this.where(target, depth, list ? 0 : 1) : {}
    if (list) return { [this.pick(['some', 'every', 'none'])]: inner }
    if (optional && this.chance(6)) return null
    return this.chance(3) ? inner : { [this.pick(['is', 'isNot'])]: inner }
  }

  columnFilter(table: Table, column: Column): unknown {
    if (column.optional && this.chance(6)) return null
    if (column.list) return { has: 'en' }
    const value = this.value(table, column)
    const kind = column.type
    if (kind === 'Json') return { path: ['note'], string_starts_with: String(this.hint()) }
    if (kind === 'Boolean') return value
    if (enumOf(kind)) return this.pick([value, { not: value }, { in: [value] }])
    if (kind === 'String') {
      return this.pick([
        value,
        { not: value },
        { in: [value, 'nothing'] },
        { startsWith: value },
        { contains: this.hint() },
        { gt: value },
        { lte: this.hint() },
      ])
    }
    return this.pick([{ equals: value }, { gt: value }, { lte: value }])
  }

  /** Of one of the two sample rows, or the beginning of every text in space B. */
  value(table: Table, column: Column): unknown {
    const { a, b } = this.sample(table)
    const known = [a[column.name], b[column.name], b[column.name]].filter(
      (value) => value !== null && value !== undefined,
    )
    if (column.type === 'String') known.push(this.hint())
    if (known.length > 0) return this.pick(known)
    const values = enumOf(column.type)
    if (values) return this.pick(values)
    if (column.type === 'DateTime') return new Date('2030-01-01')
    return column.type === 'Boolean' ? true : 1
  }

  hint = () => this.pick(['hid', 'hidden', 'h', 'open', 'people.example'])

  /** A unique key, of a row here, there or nowhere, sometimes with more conditions beside it. */
  key(table: Table): Columns {
    const row = this.chance(2) ? this.sample(table).b : this.sample(table).a
    const more = this.chance(3) ? this.where(table, 1) : {}
    const key = this.pick([['id'], ...keysOf(table)])
    const [only = 'id'] = key
    if (key.length === 1) return { ...more, [only]: row[only] ?? 'nothing' }
    const values = Object.fromEntries(key.map((name) => [name, row[name] ?? 'nothing']))
    return { ...more, [key.join('_')]: values }
  }

  /** A new row, with something of the other space in it. */
  draft(table: Table): Columns {
    const { draft, b } = this.sample(table)
    const data: Columns = { ...draft }
    for (const column of this.columns(table)) data[column.name] = b[column.name] ?? undefined
    if (this.chance(6)) Object.assign(data, this.nested(table))
    return data
  }

  change(table: Table): Columns {
    const { a, b } = this.sample(table)
    const data: Columns = {}
    for (const column of this.columns(table)) {
      data[column.name] = (this.chance(2) ? a : b)[column.name] ?? undefined
    }
    if (this.chance(6)) Object.assign(data, this.nested(table))
    return data
  }

  /** Not the id: that ids are not chosen is the business of the edge in front of the door. */
  columns = (table: Table): Column[] =>
    [this.pick(table.columns), this.pick(table.columns)].filter(
      ({ name, type }) => name !== 'id' && type !== 'Json',
    )

  nested(table: Table): Columns {
    const relations = relationsOf(table)
    if (relations.length === 0) return {}
    const { a, b } = this.material.world
    return this.pick(nestedWrites(this.pick(relations), this.chance(3) ? a : b)).data
  }

  relation = (table: Table): Relation | undefined =>
    table.relations.length > 0 ? this.pick(table.relations) : undefined

  /** The name of a column that has an order. */
  text = (table: Table): string =>
    this.pick(table.columns.filter(({ type, list }) => type !== 'Json' && !list)).name

  sample(table: Table) {
    const sample = this.material.samples.get(table.name)
    if (!sample) throw new Error(`${table.name} has no sample.`)
    return sample
  }

  some(parts: Record<string, () => unknown>): Columns {
    const chosen = Object.entries(parts).filter(() => this.chance(2))
    return Object.fromEntries(chosen.map(([name, make]) => [name, make()]))
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.g(fc.nat, { max: items.length - 1 })] as Item
  }

  /** Once in so many times. */
  chance = (times: number): boolean => this.g(fc.nat, { max: times - 1 }) === 0
}
