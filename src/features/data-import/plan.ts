import { z } from 'zod'
import { Rejection } from '@/lib/errors/rejection'
import type { StudioModel } from '@/lib/studio/models'
import { planColumns, planParts, twice } from '../import/plan'
import { type ImportField, importFields } from './fields'

/** Where a column of the file goes: the column of an `ImportField`, or null for nowhere. */
export type Target = string | null

export const importPlan = z.object({
  ...planParts,
  columns: planColumns(z.string().max(100).nullable()),
})

export type ImportPlan = z.infer<typeof importPlan>

/** Why these targets do not go together, in sentences; empty when they do. */
export function conflictsOf(fields: readonly ImportField[], targets: Target[]): string[] {
  const used = targets.filter((target) => target !== null)
  if (used.every((target) => target === 'id')) return ['Choose at least one column to import.']
  return twice(used).map((target) => {
    const label = fields.find(({ column }) => column === target)?.label ?? target
    return `Two columns go to "${label}". Choose one of them.`
  })
}

/**
 * The fields of the columns of a file, in its order; undefined for those that stay in the file.
 * @throws Rejection `invalid` for a plan that does not fit the model.
 */
export function requireFields(
  model: StudioModel,
  { columns }: ImportPlan,
): (ImportField | undefined)[] {
  const fields = importFields(model)
  const targets = columns.map(({ target }) => target)
  const [conflict] = conflictsOf(fields, targets)
  if (conflict) throw new Rejection('invalid', conflict)
  return targets.map((target) => {
    const field = fields.find(({ column }) => column === target)
    if (target !== null && !field)
      throw new Rejection('invalid', `There is no field "${target}". Please start again.`)
    return field
  })
}
