import type { StudioField, StudioModel } from '@/lib/studio/models'
import type { GridState } from '../list-state'

/** Pixels of the first column, with the box and the link of a row. */
const CONTROLS = 76

const WIDTHS: Partial<Record<StudioField['kind'], number>> = {
  integer: 120,
  number: 120,
  boolean: 110,
  day: 130,
  instant: 170,
  choice: 150,
  json: 260,
}

/** The width of a column in pixels: the chosen one, or what fits its kind. */
export const widthOf = ({ name, kind, multiline }: StudioField, widths: GridState['widths']) =>
  widths[name] ?? (multiline ? 280 : (WIDTHS[kind] ?? 190))

/** The columns of a grid as CSS has them. */
export const templateOf = (fields: StudioField[], widths: GridState['widths']): string =>
  `${CONTROLS}px ${fields.map((field) => `${widthOf(field, widths)}px`).join(' ')} minmax(0, 1fr)`

/** The fields that are shown, what a record is called by first. */
export function shownFields(model: StudioModel, { columns }: GridState): StudioField[] {
  const shown = model.fields.filter(({ name }) => columns.includes(name))
  const title = shown.filter(({ name }) => name === model.title)
  return [...title, ...shown.filter(({ name }) => name !== model.title)]
}

/** Whether a cell can be changed where it stands; the others are changed in the form of the record. */
export const isInline = ({ kind, given, frozen, narrowedBy, carries }: StudioField): boolean =>
  !given &&
  !frozen &&
  !['json', 'list', 'bytes'].includes(kind) &&
  (kind !== 'link' || (narrowedBy ?? []).length + (carries ?? []).length === 0)
