import { BATCH } from './contender'

type Row = { id: string; createdAt: Date }

/**
 * Reads all records batch by batch, each after the last one of the batch before, the newest first.
 * @param read reads a batch of those that `after` (a filter) lets through.
 * @returns their ids.
 */
export async function exported(read: (after: object) => Promise<Row[]>): Promise<string[]> {
  const ids: string[] = []
  let after = {}
  for (;;) {
    const rows = await read(after)
    for (const { id } of rows) ids.push(id)
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return ids
    // The first condition is implied by the second, and lets PostgreSQL begin in the index.
    after = {
      createdAt: { lte: last.createdAt },
      OR: [
        { createdAt: { lt: last.createdAt } },
        { createdAt: last.createdAt, id: { lt: last.id } },
      ],
    }
  }
}
