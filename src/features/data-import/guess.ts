import type { StudioModel } from '@/lib/studio/models'
import { normalise } from '../import/names'
import { type ImportField, importFields } from './fields'
import type { Target } from './plan'

/** Proposes where each column goes, by its name: that of the field, its label, or where it is stored. */
export function guessTargets(model: StudioModel, headers: string[]): Target[] {
  const fields = importFields(model)
  const taken = new Set<string>()
  return headers.map((header) => {
    const field = fieldCalled(fields, header)
    if (!field || taken.has(field.column)) return null
    taken.add(field.column)
    return field.column
  })
}

/** By exactly where it is stored first, so that an exported file is read as it was written. */
function fieldCalled(fields: ImportField[], header: string): ImportField | undefined {
  const word = normalise(header)
  return (
    fields.find(({ column }) => column === header) ??
    (word === ''
      ? undefined
      : fields.find(({ column, name, label }) =>
          [column, name, label].some((known) => normalise(known) === word),
        ))
  )
}

/** Whether a header names something that the server sets by itself. */
export const isGiven = ({ fields }: StudioModel, header: string): boolean =>
  fields.some(
    ({ name, label, given }) =>
      given &&
      name !== 'id' &&
      [name, label].some((known) => normalise(known) === normalise(header)),
  )
