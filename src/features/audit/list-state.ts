import {
  formatKeysetMark,
  type KeysetPosition,
  type KeysetSort,
  parseKeysetMark,
} from '@/lib/query/keyset'
import { type Action, actions } from './words'

/** What the audit trail shows, as its address says it: shareable, and Back undoes it. */
export type TrailState = TrailFilter & { position: KeysetPosition }

/**
 * One value of each kind, not several: then each page is one stretch of an index, however long the
 * trail is. Empty texts stand for no filter.
 */
export type TrailFilter = {
  /** Id of the person who acted, or `SYSTEM`. */
  who: string
  what: Action | ''
  /** Model of the record. */
  entity: string
  /** Id of the record. */
  record: string
  /** First and last day in the time zone of the space, "YYYY-MM-DD". */
  from: string
  to: string
}

export const noFilter: TrailFilter = {
  who: '',
  what: '',
  entity: '',
  record: '',
  from: '',
  to: '',
}

/** The newest first. */
export const trailSort: KeysetSort = { field: 'createdAt', desc: true, kind: 'instant' }

const ID = /^[\w-]{1,100}$/
const MODEL = /^[A-Za-z]{1,60}$/
const DAY = /^\d{4}-\d\d-\d\d$/

/** Reads the address. Whatever makes no sense in it is as if it were not there. */
export function parseTrailState(query: URLSearchParams): TrailState {
  const text = (name: string, pattern: RegExp) => {
    const value = query.get(name) ?? ''
    return pattern.test(value) ? value : ''
  }
  const day = (name: string) => {
    const value = text(name, DAY)
    return Number.isNaN(Date.parse(value)) ? '' : value
  }
  return {
    who: text('who', ID),
    what: actions.find((action) => action === query.get('what')) ?? '',
    entity: text('entity', MODEL),
    record: text('record', ID),
    from: day('from'),
    to: day('to'),
    position: positionIn(query),
  }
}

function positionIn(query: URLSearchParams): KeysetPosition {
  for (const side of ['after', 'before'] as const) {
    const mark = parseKeysetMark(query.get(side) ?? '', trailSort)
    if (mark && ID.test(mark.id)) return { side, mark }
  }
  return undefined
}

/** The address of a state, as the query without "?"; what is not chosen is left out. */
export function formatTrailState({ position, ...filter }: TrailState): string {
  const query = new URLSearchParams(chosenOf(filter))
  if (position) query.set(position.side, formatKeysetMark(position.mark))
  return query.toString()
}

/** The filters that are set, by name. */
export function chosenOf(filter: TrailFilter): Partial<TrailFilter> & Record<string, string> {
  const names = Object.keys(noFilter) as (keyof TrailFilter)[]
  return Object.fromEntries(names.map((name) => [name, filter[name]]).filter(([, value]) => value))
}

/** Whether anything narrows the list. */
export function isFiltered(filter: TrailFilter): boolean {
  return Object.keys(chosenOf(filter)).length > 0
}
