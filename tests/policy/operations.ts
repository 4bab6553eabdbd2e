import { randomUUID } from 'node:crypto'

export type Columns = Record<string, unknown>

/** One row that is written to, what a new one could be, and a change that is in order. */
export type Attempt = { id: string; draft: Columns; change: Columns }

export type Delegate = Record<string, (args: object) => Promise<unknown>>

type WriteOperation = {
  /** The right that it needs. */
  right: 'create' | 'update' | 'delete'
  /** Whether it answers a refusal by doing nothing, since it is for the rows that it may write. */
  skips?: boolean
  run(delegate: Delegate, attempt: Attempt): Promise<unknown> | undefined
}

/** Every way to write. */
export const writeOperations: Record<string, WriteOperation> = {
  create: { right: 'create', run: (on, { draft }) => on.create?.({ data: draft }) },
  createMany: { right: 'create', run: (on, { draft }) => on.createMany?.({ data: [draft] }) },
  createManyAndReturn: {
    right: 'create',
    run: (on, { draft }) => on.createManyAndReturn?.({ data: [draft] }),
  },
  'upsert (new)': {
    right: 'create',
    run: (on, { draft, change }) =>
      on.upsert?.({ where: { id: randomUUID() }, create: draft, update: change }),
  },
  update: {
    right: 'update',
    run: (on, { id, change }) => on.update?.({ where: { id }, data: change }),
  },
  updateMany: {
    right: 'update',
    skips: true,
    run: (on, { id, change }) => on.updateMany?.({ where: { id }, data: change }),
  },
  updateManyAndReturn: {
    right: 'update',
    skips: true,
    run: (on, { id, change }) => on.updateManyAndReturn?.({ where: { id }, data: change }),
  },
  'upsert (existing)': {
    right: 'update',
    run: (on, { id, draft, change }) =>
      on.upsert?.({ where: { id }, create: draft, update: change }),
  },
  delete: { right: 'delete', run: (on, { id }) => on.delete?.({ where: { id } }) },
  deleteMany: {
    right: 'delete',
    skips: true,
    run: (on, { id }) => on.deleteMany?.({ where: { id } }),
  },
}

export type WriteName = keyof typeof writeOperations
