import type { KeysetSort } from '../query/keyset'
import type { StudioField } from './models'

const SORTED_KINDS: Partial<Record<StudioField['kind'], KeysetSort['kind']>> = {
  text: 'text',
  integer: 'number',
  number: 'number',
  day: 'instant',
  instant: 'instant',
  choice: 'choice',
  boolean: 'choice',
}

export const isSortable = ({ kind }: StudioField): boolean => kind in SORTED_KINDS

/** The order by a field, for keyset paging. */
export function sortBy(field: StudioField, desc: boolean): KeysetSort {
  return {
    field: field.name,
    desc,
    kind: SORTED_KINDS[field.kind] ?? 'text',
    nullable: field.nullable,
    values: field.kind === 'boolean' ? [false, true] : field.choices?.map(({ value }) => value),
  }
}
