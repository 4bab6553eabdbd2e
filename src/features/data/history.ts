import { columnOf, editableFields, type StudioField, type StudioModel } from '@/lib/studio/models'

/** The history of a record, from the audit trail, and the way back to a former value. */

export type Recorded = { action: string; changes: unknown }

/** Values as the trail keeps them: JSON of the row. */
const asStored = (field: StudioField, recorded: unknown): unknown => {
  if (recorded === null || recorded === undefined) return field.kind === 'list' ? [] : null
  if (field.kind === 'day') return new Date(`${String(recorded).slice(0, 10)}T00:00:00Z`)
  if (field.kind === 'instant') return new Date(String(recorded))
  if (field.type === 'BigInt') return BigInt(String(recorded))
  if (field.type === 'Decimal') return String(recorded)
  return recorded
}

export type Restorable = { field: StudioField; data: Record<string, unknown> }

/**
 * What an event could be undone to: the fields that it changed and that people may change, each with
 * the value from before.
 * @param isHidden whether the trail has only a reference instead of a value.
 */
export function restorables(
  model: StudioModel,
  { action, changes }: Recorded,
  isHidden: (column: string, value: unknown) => boolean,
): Restorable[] {
  if (action !== 'update' || typeof changes !== 'object' || changes === null) return []
  return editableFields(model).flatMap((field) => {
    const column = columnOf(field)
    const recorded = Object.hasOwn(changes, column) ? Reflect.get(changes, column) : undefined
    // A link whose key has more columns is chosen anew, not put back.
    if (!Array.isArray(recorded) || (field.carries ?? []).length > 0) return []
    const [before] = recorded as unknown[]
    if (isHidden(column, before)) return []
    if (before === null && !field.nullable) return []
    return [{ field, data: { [column]: asStored(field, before) } }]
  })
}
