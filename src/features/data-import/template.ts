import { CSV_MARK, csvLines } from '@/lib/csv'
import type { StudioModel } from '@/lib/studio/models'
import { type ImportField, importFields } from './fields'

/** The fields of a new record, in the order of the model; what a link takes over only helps to find it. */
export const templateFields = (model: StudioModel): ImportField[] =>
  importFields(model).filter(({ column }) => column !== 'id')

/** An empty file with the headings of a model's fields. */
export function templateCsv(model: StudioModel): string {
  return CSV_MARK + csvLines([templateFields(model).map(headingOf)])
}

/** By its label, unless two fields share that. */
function headingOf({ label, column }: ImportField, _: number, fields: ImportField[]): string {
  return fields.filter((field) => field.label === label).length > 1 ? column : label
}
