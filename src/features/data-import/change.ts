import { isDeepStrictEqual } from 'node:util'
import { plainCell } from '@/lib/csv'
import type { StudioField, StudioRow } from '@/lib/studio/models'
import { fileText } from '@/lib/studio/values'
import type { Draft } from './draft'
import type { ImportField } from './fields'

const STAYS = 'This stays as it is once the record is made.'

/**
 * The columns of a known record that a row changes. What is wrong with a value that stays as it is
 * stored is forgotten: it was good once.
 */
export function changesOf(
  fields: readonly ImportField[],
  draft: Draft,
  known: StudioRow,
): Record<string, unknown> {
  const changes: Record<string, unknown> = {}
  for (const field of fields) {
    const { column } = field
    const text = draft.texts[column]
    if (column === 'id' || text === undefined) continue
    if (isAsStored(field, draft, known)) delete draft.wrong[column]
    else if (draft.wrong[column] === undefined) {
      if (field.frozen) draft.wrong[column] = STAYS
      else for (const name of columnsOf(field)) changes[name] = draft.values[name]
    }
  }
  return changes
}

const columnsOf = ({ column, carries = [] }: ImportField): string[] => [
  column,
  ...carries.map((pair) => pair.column),
]

function isAsStored(field: ImportField, { texts, values }: Draft, known: StudioRow): boolean {
  const { column } = field
  const stored = known[column]
  const text = texts[column] ?? ''
  return isWrittenSo(field, text, stored) || (column in values && same(values[column], stored))
}

/** Whether an export would write this for the stored value, which holds for any kind of value. */
function isWrittenSo(field: StudioField, text: string, stored: unknown): boolean {
  const written = fileText(field, stored).replace(/\r\n?/g, '\n')
  return written === text || written === plainCell(text)
}

function same(given: unknown, stored: unknown): boolean {
  if (isDecimal(stored)) return stored.equals(String(given))
  return isDeepStrictEqual(given, stored)
}

const isDecimal = (value: unknown): value is { equals(other: string): boolean } =>
  typeof value === 'object' &&
  value !== null &&
  'equals' in value &&
  typeof value.equals === 'function'
