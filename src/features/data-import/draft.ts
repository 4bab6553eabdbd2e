import { plainCell } from '@/lib/csv'
import type { StudioRow } from '@/lib/studio/models'
import { parseValue } from '@/lib/studio/values'
import type { FileRow } from '../import/csv'
import type { ImportField } from './fields'

/** A row of the file on its way to a record. All parts are by column. */
export type Draft = {
  line: number
  /** What the file has, without empty cells. */
  texts: Record<string, string>
  /** What is to be stored. */
  values: Record<string, unknown>
  /** Why a value cannot be stored. */
  wrong: Record<string, string>
  /** The record that is there already. */
  known?: StudioRow
}

/** Reads the values of a row; id and links are looked up later, for many rows at once. */
export function draftOf(
  fields: readonly (ImportField | undefined)[],
  { line, cells }: FileRow,
  zone: string,
): Draft {
  const draft: Draft = { line, texts: {}, values: {}, wrong: {} }
  fields.forEach((field, index) => {
    const text = cells[index] ?? ''
    if (!field || text.trim() === '') return
    draft.texts[field.column] = text
    if (field.column === 'id' || field.kind === 'link') return
    const parsed = parseValue(field, plainCell(text), zone)
    if (!parsed.ok) draft.wrong[field.column] = parsed.reason
    // JSON has a word for nothing.
    else if (parsed.value === null && !field.nullable) draft.wrong[field.column] = 'Enter a value.'
    else draft.values[field.column] = parsed.value
  })
  return draft
}

/** A cell as the id or the name of a record. */
export const nameIn = (text: string): string => plainCell(text).trim()
