import { randomUUID } from 'node:crypto'

export type Columns = Record<string, unknown>

/** One row that is written to, what a new one could be, and a change that is in order. */
export type Attempt = { id: string; draft: Columns; change: Columns }

export type OperationName =
  | 'findMany'
  | 'findFirst'
  | 'findFirstOrThrow'
  | 'findUnique'
  | 'findUniqueOrThrow'
  | 'count'
  | 'aggregate'
  | 'groupBy'
  | 'create'
  | 'createMany'
  | 'createManyAndReturn'
  | 'upsert'
  | 'update'
  | 'updateMany'
  | 'updateManyAndReturn'
  | 'delete'
  | 'deleteMany'

/** A model of a client, for tests that try the same on each of them; nothing is checked by type. */
export type Delegate = Record<OperationName, (args: object) => Promise<unknown>>

export const delegateOf = (client: object, model: string) => Reflect.get(client, model) as Delegate

export type WriteOperation = {
  name: string
  /** The right that it needs. */
  right: 'create' | 'update' | 'delete'
  /** Whether it answers a refusal by doing nothing, since it is for the rows that it may write. */
  skips?: boolean
  run(delegate: Delegate, attempt: Attempt): Promise<unknown>
}

/** Every way to write. */
export const writeOperations: WriteOperation[] = [
  { name: 'create', right: 'create', run: (on, { draft }) => on.create({ data: draft }) },
  { name: 'createMany', right: 'create', run: (on, { draft }) => on.createMany({ data: [draft] }) },
  {
    name: 'createManyAndReturn',
    right: 'create',
    run: (on, { draft }) => on.createManyAndReturn({ data: [draft] }),
  },
  {
    name: 'upsert (new)',
    right: 'create',
    run: (on, { draft, change }) =>
      on.upsert({ where: { id: randomUUID() }, create: draft, update: change }),
  },
  {
    name: 'update',
    right: 'update',
    run: (on, { id, change }) => on.update({ where: { id }, data: change }),
  },
  {
    name: 'updateMany',
    right: 'update',
    skips: true,
    run: (on, { id, change }) => on.updateMany({ where: { id }, data: change }),
  },
  {
    name: 'updateManyAndReturn',
    right: 'update',
    skips: true,
    run: (on, { id, change }) => on.updateManyAndReturn({ where: { id }, data: change }),
  },
  {
    name: 'upsert (existing)',
    right: 'update',
    run: (on, { id, draft, change }) => on.upsert({ where: { id }, create: draft, update: change }),
  },
  { name: 'delete', right: 'delete', run: (on, { id }) => on.delete({ where: { id } }) },
  {
    name: 'deleteMany',
    right: 'delete',
    skips: true,
    run: (on, { id }) => on.deleteMany({ where: { id } }),
  },
]
