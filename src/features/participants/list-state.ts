import {
  formatKeysetMark,
  type KeysetPosition,
  type KeysetSort,
  parseKeysetMark,
} from '@/lib/query/keyset'
import { type ParticipantStatus, participantStatuses } from './status'

/** What the list of participants shows, as its address says it: shareable, and Back undoes it. */
export type ListState = {
  sort: { id: SortId; desc: boolean }
  position: KeysetPosition
  /** Beginning of a code, as typed. */
  search: string
  statuses: ParticipantStatus[]
  /** Ids of arms, and `NO_ARM`. */
  arms: string[]
  /** Only real or only test participants; both when undefined. */
  kind: 'real' | 'test' | undefined
  /** First and last day of enrolment, "YYYY-MM-DD" or ''. */
  from: string
  to: string
  /** Columns shown besides the code. */
  columns: string[]
}

/** Stands for "in no arm" among the ids of arms. */
export const NO_ARM = 'none'

const sorts = {
  code: { field: 'code', kind: 'text', unique: true },
  enrolled: { field: 'enrolledAt', kind: 'instant', nullable: true },
  added: { field: 'createdAt', kind: 'instant' },
  changed: { field: 'updatedAt', kind: 'instant' },
} as const satisfies Record<string, Omit<KeysetSort, 'desc'>>

type SortId = keyof typeof sorts

export function keysetSortOf({ sort }: Pick<ListState, 'sort'>): KeysetSort {
  return { ...sorts[sort.id], desc: sort.desc }
}

/** Columns that have an address of their own; baseline attributes follow as `BASELINE_COLUMN` + key. */
export const plainColumns = ['status', 'arm', 'enrolled', 'added', 'changed', 'left', 'locale']
export const BASELINE_COLUMN = 'baseline.'
const DEFAULT_COLUMNS = ['status', 'arm', 'enrolled', 'added']
const NO_COLUMNS = 'none'

/** Keys of the baseline attributes that are shown as columns. */
export function baselineColumns({ columns }: Pick<ListState, 'columns'>): string[] {
  return columns
    .filter((column) => column.startsWith(BASELINE_COLUMN))
    .map((column) => column.slice(BASELINE_COLUMN.length))
}

/** Reads the address. Whatever makes no sense in it is as if it were not there. */
export function parseListState(query: URLSearchParams): ListState {
  const sort = parseSort(query.get('sort') ?? '')
  return {
    sort,
    position: parsePosition(query, keysetSortOf({ sort })),
    search: (query.get('code') ?? '').trim().slice(0, 60),
    statuses: participantStatuses.filter((status) => query.getAll('status').includes(status)),
    arms: query.getAll('arm'),
    kind: (['real', 'test'] as const).find((kind) => kind === query.get('kind')),
    from: parseDay(query.get('from')),
    to: parseDay(query.get('to')),
    columns: parseColumns(query.getAll('show')),
  }
}

function parseSort(text: string): ListState['sort'] {
  const desc = text.startsWith('-')
  const id = desc ? text.slice(1) : text
  return Object.hasOwn(sorts, id) ? { id: id as SortId, desc } : { id: 'code', desc: false }
}

function parsePosition(query: URLSearchParams, sort: KeysetSort): KeysetPosition {
  for (const side of ['after', 'before'] as const) {
    const mark = parseKeysetMark(query.get(side) ?? '', sort)
    if (mark) return { side, mark }
  }
  return undefined
}

function parseDay(text: string | null): string {
  return text && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) ? text : ''
}

function parseColumns(shown: string[]): string[] {
  if (shown.length === 0) return DEFAULT_COLUMNS
  return shown.filter(
    (column) => plainColumns.includes(column) || column.startsWith(BASELINE_COLUMN),
  )
}

/** The address of a state, as the query without "?"; what is as usual is left out. */
export function formatListState(state: ListState): string {
  const query = new URLSearchParams()
  const { sort, position, search, statuses, arms, kind, from, to, columns } = state
  if (sort.id !== 'code' || sort.desc) query.set('sort', `${sort.desc ? '-' : ''}${sort.id}`)
  if (search) query.set('code', search)
  for (const status of statuses) query.append('status', status)
  for (const arm of arms) query.append('arm', arm)
  if (kind) query.set('kind', kind)
  if (from) query.set('from', from)
  if (to) query.set('to', to)
  if (columns.toSorted().join() !== DEFAULT_COLUMNS.toSorted().join()) {
    for (const column of columns.length > 0 ? columns : [NO_COLUMNS]) query.append('show', column)
  }
  if (position) query.set(position.side, formatKeysetMark(position.mark))
  return query.toString()
}

/** Whether anything narrows the list. */
export function isFiltered({ search, statuses, arms, kind, from, to }: ListState): boolean {
  return Boolean(search || statuses.length || arms.length || kind || from || to)
}
