import type { FieldInfo } from '@zenstackhq/runtime'
import metadata from '@/generated/zenstack/model-meta'
import type { Args } from './guarded-args'

/** The fields of a model (`participant`), relations among them. */
export const fieldsOf = (model: string): Record<string, FieldInfo> =>
  metadata.models[model]?.fields ?? {}

/** Whether an operation answers with nothing but columns of the record itself. */
export function isPlainSelection(model: string, { select, include, omit }: Args): boolean {
  if (include !== undefined || omit !== undefined) return false
  if (select === undefined) return true
  return Object.entries((select ?? {}) as Args).every(([name, chosen]) => {
    const field = fieldsOf(model)[name]
    return typeof chosen === 'boolean' && field !== undefined && !field.isDataModel
  })
}
