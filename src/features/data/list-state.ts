import type { KeysetSort } from '@/lib/query/keyset'
import { fieldNamed, type StudioModel } from '@/lib/studio/models'
import { isSortable, sortBy } from '@/lib/studio/sort'
import { type Filter, formatFilter, parseFilter } from './filters'

/** What a grid shows, as its address says it: shareable, saved in views, and Back undoes it. */
export type GridState = {
  sort: { field: string; desc: boolean }
  search: string
  filters: Filter[]
  /** Names of the fields that are shown, in the order of the schema. */
  columns: string[]
  /** Widths of columns in pixels, where somebody chose one. */
  widths: Record<string, number>
}

export const NARROWEST = 64
export const WIDEST = 640

/** Newest first: the one order that has an index in every table. */
const DEFAULT_SORT = { field: 'createdAt', desc: true }
const NO_COLUMNS = '-'

/** The order of a state for keyset paging. */
export function keysetSortOf(model: StudioModel, { sort }: Pick<GridState, 'sort'>): KeysetSort {
  const field = fieldNamed(model, sort.field)
  return field ? sortBy(field, sort.desc) : { ...sort, kind: 'text' }
}

/** Reads the address. Whatever makes no sense in it is as if it were not there. */
export function parseGridState(model: StudioModel, query: URLSearchParams): GridState {
  return {
    sort: parseSort(model, query.get('sort') ?? ''),
    search: (query.get('q') ?? '').trim().slice(0, 100),
    filters: query
      .getAll('f')
      .slice(0, 20)
      .flatMap((text) => parseFilter(model, text) ?? []),
    columns: parseColumns(model, query.getAll('show')),
    widths: Object.fromEntries(query.getAll('w').flatMap((text) => parseWidth(model, text))),
  }
}

function parseSort(model: StudioModel, text: string): GridState['sort'] {
  const desc = text.startsWith('-')
  const field = fieldNamed(model, desc ? text.slice(1) : text)
  return field && isSortable(field) ? { field: field.name, desc } : DEFAULT_SORT
}

const defaultColumns = ({ fields }: StudioModel) =>
  fields.filter(({ inGrid }) => inGrid).map(({ name }) => name)

function parseColumns(model: StudioModel, shown: string[]): string[] {
  if (shown.length === 0) return defaultColumns(model)
  return model.fields.filter(({ name }) => shown.includes(name)).map(({ name }) => name)
}

function parseWidth(model: StudioModel, text: string): [string, number][] {
  const [name = '', width = ''] = text.split('.')
  if (!fieldNamed(model, name) || !/^\d{1,4}$/.test(width)) return []
  return [[name, Math.min(WIDEST, Math.max(NARROWEST, Number(width)))]]
}

/** The address of a state, as the query without "?"; what is as usual is left out. */
export function formatGridState(model: StudioModel, state: GridState): string {
  const { sort, search, filters, columns, widths } = state
  const query = new URLSearchParams()
  if (sort.field !== DEFAULT_SORT.field || sort.desc !== DEFAULT_SORT.desc) {
    query.set('sort', `${sort.desc ? '-' : ''}${sort.field}`)
  }
  if (search) query.set('q', search)
  for (const filter of filters) query.append('f', formatFilter(filter))
  if (columns.toSorted().join() !== defaultColumns(model).toSorted().join()) {
    for (const column of columns.length > 0 ? columns : [NO_COLUMNS]) query.append('show', column)
  }
  for (const [name, width] of Object.entries(widths)) query.append('w', `${name}.${width}`)
  return query.toString()
}

/** Whether anything narrows the grid. */
export const isFiltered = ({ search, filters }: Pick<GridState, 'search' | 'filters'>): boolean =>
  search !== '' || filters.length > 0
