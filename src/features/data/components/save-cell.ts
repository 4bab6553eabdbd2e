import { isGone } from '@/lib/query/use-edited-row'
import type { StudioRow } from '@/lib/studio/models'

type Update = (args: object) => Promise<StudioRow | undefined>

/**
 * Saves columns of a record as it was seen.
 * @returns the columns as saved, with the version that they made; undefined when somebody else changed
 * or removed the record meanwhile, so that nothing was saved.
 */
export async function saveCell(
  update: Update,
  { id, updatedAt }: StudioRow,
  values: Record<string, unknown>,
): Promise<StudioRow | undefined> {
  const columns = Object.fromEntries(Object.keys(values).map((column) => [column, true]))
  try {
    return await update({
      where: { id, updatedAt },
      data: values,
      select: { id: true, updatedAt: true, ...columns },
    })
  } catch (error) {
    if (isGone(error)) return undefined
    throw error
  }
}
