import {
  columnOf,
  creatableFields,
  editableFields,
  type StudioField,
  type StudioModel,
} from '@/lib/studio/models'
import { inputText, parseValue } from '@/lib/studio/values'

/** Between records and the form that makes or edits one. */

/** By the names of fields, as their inputs have them; of a field that is yes or no, whether. */
export type FormValues = Record<string, string | boolean>

/** The fields of a form: of a new record all that people enter, of an old one what may change. */
export const formFields = (model: StudioModel, isNew: boolean): StudioField[] =>
  isNew ? creatableFields(model) : editableFields(model)

/** Whether a field is a box to tick. */
export const isBox = ({ kind, nullable }: StudioField): boolean => kind === 'boolean' && !nullable

/** What the form shows of a record. */
export function valuesOf(
  fields: readonly StudioField[],
  row: Record<string, unknown>,
  zone: string,
): FormValues {
  return Object.fromEntries(
    fields.map((field) => {
      const value = row[columnOf(field)]
      return [field.name, isBox(field) ? value === true : inputText(field, value, zone)]
    }),
  )
}

/**
 * What a form for a new record begins with: the defaults of the schema.
 * @param given values by the names of fields, such as the record that the new one hangs on.
 */
export function initialValues(
  fields: readonly StudioField[],
  given: Record<string, string> = {},
): FormValues {
  return Object.fromEntries(
    fields.map((field) => {
      const value = given[field.name] ?? field.initial ?? ''
      return [field.name, isBox(field) ? value === true : String(value)]
    }),
  )
}

export type Entered =
  | { ok: true; data: Record<string, unknown> }
  | { ok: false; fields: Record<string, string> }

/**
 * The columns that a form says: of a record that is edited only what differs from `former`, so that
 * the edits of others to other fields stay.
 */
export function enteredData(
  fields: readonly StudioField[],
  values: FormValues,
  former: FormValues | undefined,
  zone: string,
): Entered {
  const data: Record<string, unknown> = {}
  const wrong: Record<string, string> = {}
  for (const field of fields) {
    const value = values[field.name] ?? ''
    if (former ? value === former[field.name] : isLeftOut(field, value)) continue
    const parsed = parseValue(field, String(value), zone)
    if (parsed.ok) data[columnOf(field)] = parsed.value
    else wrong[field.name] = parsed.reason
  }
  return Object.keys(wrong).length > 0 ? { ok: false, fields: wrong } : { ok: true, data }
}

/** Nothing was entered, and nothing has to be. */
const isLeftOut = ({ required }: StudioField, value: string | boolean) => value === '' && !required

/**
 * The columns that narrow the choice of links: those of the record, which may not be in the form, and
 * its links as the form has them now.
 */
export function linkColumns(
  fields: readonly StudioField[],
  values: FormValues,
  row: Record<string, unknown> = {},
): Record<string, unknown> {
  const links = fields.filter(({ kind, name }) => kind === 'link' && name in values)
  const entered = links.map((field) => [columnOf(field), values[field.name]])
  return { ...row, ...Object.fromEntries(entered) }
}

/** Errors of the server stand at columns, the form has fields. */
export function atFields(
  fields: readonly StudioField[],
  errors: Record<string, string> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(errors).map(([column, sentence]) => [
      fields.find((field) => columnOf(field) === column)?.name ?? column,
      sentence,
    ]),
  )
}
