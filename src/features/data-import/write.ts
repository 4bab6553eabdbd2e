import type { Bulk } from '@/lib/db/bulk'
import type { ChangedRow, Model, NewRow } from '@/lib/db/bulk-model'
import { Rejection } from '@/lib/errors/rejection'
import { columnOf, delegateName, type StudioModel } from '@/lib/studio/models'
import type { Comparison } from './sort-rows'

/** Rows between two reports of progress. */
const STEP = 1_000

/**
 * Writes what the comparison found, inside the transaction of `bulk`.
 * @param step called after each part with its number of rows; may throw to end the import.
 * @throws Rejection `conflict` when somebody else added the same record meanwhile.
 */
export async function writeImport(
  { insert, update }: Bulk,
  model: StudioModel,
  { fresh, changes }: Comparison,
  step: (rows: number) => void,
): Promise<void> {
  const name = delegateName(model.name) as Model
  for (const alike of byDefaults(model, fresh)) {
    for (const rows of steps(alike)) {
      const ids = await insert(name, rows as NewRow<Model>[])
      if (ids.includes(null)) throw addedMeanwhile()
      step(rows.length)
    }
  }
  for (const rows of steps(changes)) {
    await update(name, rows as ChangedRow<Model>[])
    step(rows.length)
  }
}

const addedMeanwhile = () =>
  new Rejection(
    'conflict',
    'Somebody added one of these records while the import ran. Nothing was imported; check the file again.',
  )

/** Rows that leave the same columns to the database: it fills in only what no row of a statement names. */
function byDefaults(
  { fields }: StudioModel,
  rows: Record<string, unknown>[],
): Record<string, unknown>[][] {
  const filled = fields
    .filter(
      ({ given, required, nullable, initial }) =>
        !given && !required && !nullable && initial === undefined,
    )
    .map(columnOf)
  const groups = new Map<string, Record<string, unknown>[]>()
  for (const row of rows) {
    const named = filled.filter((column) => column in row).join()
    const group = groups.get(named)
    if (group) group.push(row)
    else groups.set(named, [row])
  }
  return [...groups.values()]
}

function* steps<Item>(items: Item[]): Generator<Item[]> {
  for (let start = 0; start < items.length; start += STEP) yield items.slice(start, start + STEP)
}
