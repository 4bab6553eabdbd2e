import type { Table } from '@/generated/tenancy'
import type { Columns, OperationName } from '../policy/operations'
import type { Right } from './expectations'
import { keysOf, nowhere, type Row } from './rows'

/** Every way to read one row, and how its answer says that the row was found. */
export type Read = {
  name: string
  operation: OperationName
  args(row: Row): object
  found(data: unknown): boolean
  /** Absent, it answers with an error. */
  strict?: boolean
  /** Refused where reads are recorded one by one. */
  sums?: boolean
}

const byId = ({ id }: Row) => ({ where: { id } })
const one = (data: unknown) => data !== null
const some = (data: unknown) => (data as unknown[]).length > 0

/** The unique keys of this very row, which a null column takes it out of. */
const readsByKey = (table: Table): Read[] =>
  keysOf(table).map((key) => ({
    name: `findUnique by ${key.join(', ')}`,
    operation: 'findUnique',
    args: (row) => ({
      where: { [key.join('_')]: Object.fromEntries(key.map((name) => [name, row[name]])) },
    }),
    found: one,
  }))

export const readsOf = (table: Table): Read[] => [
  { name: 'findUnique', operation: 'findUnique', args: byId, found: one },
  ...readsByKey(table),
  {
    name: 'findUniqueOrThrow',
    operation: 'findUniqueOrThrow',
    args: byId,
    found: one,
    strict: true,
  },
  { name: 'findFirst', operation: 'findFirst', args: byId, found: one },
  { name: 'findFirstOrThrow', operation: 'findFirstOrThrow', args: byId, found: one, strict: true },
  { name: 'findMany', operation: 'findMany', args: byId, found: some },
  { name: 'count', operation: 'count', args: byId, found: (data) => Number(data) > 0 },
  {
    name: 'aggregate',
    operation: 'aggregate',
    args: (row) => ({ ...byId(row), _count: true, _min: { createdAt: true }, _max: { id: true } }),
    found: (data) => (data as { _count: number })._count > 0,
    sums: true,
  },
  {
    name: 'groupBy',
    operation: 'groupBy',
    args: (row) => ({ ...byId(row), by: ['spaceId'], _count: true }),
    found: some,
    sums: true,
  },
]

/** A row that is written to, what a new one could be, and a change that is in order. */
export type Attempt = { row: Row; draft: Columns; change: Columns }

/** Every way to write, and the rights that it needs. */
export type Write = {
  name: string
  operation: OperationName
  rights: readonly Exclude<Right, 'read'>[]
  args(attempt: Attempt): object
  /** Answers a refusal by doing nothing, since it is for the rows that it may write. */
  skips?: boolean
  /** Answers a refusal as if the row did not exist, when it may not be seen either. */
  namesOne?: boolean
}

export const writes: Write[] = [
  {
    name: 'create',
    operation: 'create',
    rights: ['create'],
    args: ({ draft }) => ({ data: draft }),
  },
  {
    name: 'createMany',
    operation: 'createMany',
    rights: ['create'],
    args: ({ draft }) => ({ data: [draft] }),
  },
  {
    name: 'createManyAndReturn',
    operation: 'createManyAndReturn',
    rights: ['create'],
    args: ({ draft }) => ({ data: [draft] }),
  },
  {
    name: 'upsert (new)',
    operation: 'upsert',
    rights: ['create', 'update'],
    args: ({ draft, change }) => ({ where: { id: nowhere() }, create: draft, update: change }),
  },
  {
    name: 'upsert (existing)',
    operation: 'upsert',
    rights: ['update', 'create'],
    args: ({ row, draft, change }) => ({ ...byId(row), create: draft, update: change }),
  },
  {
    name: 'update',
    operation: 'update',
    rights: ['update'],
    namesOne: true,
    args: ({ row, change }) => ({ ...byId(row), data: change }),
  },
  {
    name: 'updateMany',
    operation: 'updateMany',
    rights: ['update'],
    skips: true,
    args: ({ row, change }) => ({ ...byId(row), data: change }),
  },
  {
    name: 'updateManyAndReturn',
    operation: 'updateManyAndReturn',
    rights: ['update'],
    skips: true,
    args: ({ row, change }) => ({ ...byId(row), data: change }),
  },
  {
    name: 'delete',
    operation: 'delete',
    rights: ['delete'],
    namesOne: true,
    args: ({ row }) => byId(row),
  },
  {
    name: 'deleteMany',
    operation: 'deleteMany',
    rights: ['delete'],
    skips: true,
    args: ({ row }) => byId(row),
  },
]
