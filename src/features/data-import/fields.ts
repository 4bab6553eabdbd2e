import {
  columnOf,
  creatableFields,
  fieldNamed,
  modelNamed,
  type StudioField,
  type StudioModel,
} from '@/lib/studio/models'

/** What a column of a file can hold; it is called by the column in which it is stored. */
export type ImportField = StudioField & {
  /** Where it is stored. */
  column: string
  /**
   * Not entered, but taken over from the record that a link leads to: of a participant's identity
   * the study. In a file it tells which of several records of one name is meant.
   */
  carried: boolean
}

/** Every field that an import reads: the id, what people enter, and what links take over. */
export function importFields(model: StudioModel): ImportField[] {
  const id = fieldNamed(model, 'id')
  const own = [...(id ? [id] : []), ...creatableFields(model)]
  return [...carriedFields(model), ...own.map((field) => importField(field, columnOf(field)))]
}

function carriedFields({ fields }: StudioModel): ImportField[] {
  const found = new Map<string, ImportField>()
  for (const { type, carries = [] } of fields) {
    for (const { column, references } of carries) {
      const origin = modelNamed(type)?.fields.find((field) => columnOf(field) === references)
      if (!origin || found.has(column)) continue
      const alone = { ...origin, required: false, frozen: true, narrowedBy: [], carries: [] }
      found.set(column, importField(alone, column, true))
    }
  }
  return [...found.values()]
}

const importField = (field: StudioField, column: string, carried = false): ImportField => ({
  ...field,
  column,
  carried,
})

/** Of a link: columns of the other record that have to be as these of the own one. */
export const agreements = ({ narrowedBy = [], carries = [] }: StudioField) => [
  ...narrowedBy,
  ...carries,
]

/**
 * The columns by which the other record of a link is found besides its id: what it is called by, and
 * its part of a unique key.
 */
export function nameColumns({ type }: StudioField): string[] {
  const target = modelNamed(type)
  // Looking at some records is recorded; nobody looks for them by their contents.
  if (!target || target.readsRecorded) return []
  const texts = target.fields.filter(({ kind, inherited }) => kind === 'text' && !inherited)
  const naming = new Set([target.title, ...target.keys.flat()])
  return texts.map(({ name }) => name).filter((name) => naming.has(name))
}
