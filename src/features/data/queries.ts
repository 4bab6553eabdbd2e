import type { Prisma } from '@/generated/zenstack/client'
import type { Role } from '@/lib/auth/access'
import {
  type KeysetMark,
  type KeysetPosition,
  type KeysetSegment,
  type KeysetSort,
  keysetSegments,
} from '@/lib/query/keyset'
import { keysetRuns } from '@/lib/query/keyset-runs'
import {
  carriedSelect,
  columnOf,
  fieldNamed,
  type StudioField,
  type StudioModel,
  selectionOf,
} from '@/lib/studio/models'
import { conditionOf } from './filters'
import { type GridState, keysetSortOf } from './list-state'

/** The queries of this feature, for prefetching and for the hooks alike; they fit any model. */

/** Rows of a part of a grid; one more is asked for, to know whether there are more. */
export const PART_SIZE = 100
/** Up to this many records are counted. */
export const COUNT_LIMIT = 10_000
/** Records offered for a link before one types. */
const CHOICES = 20
/** Records that hang on another one, shown beside it. */
export const RELATED = 5

export type ViewScope = {
  role: Role
  /** The time zone of the space. */
  zone: string
}

type Filtered = Pick<GridState, 'search' | 'filters'>

/** Which records a grid shows. */
export function gridFilter(model: StudioModel, { search, filters }: Filtered, zone: string) {
  const conditions = filters.flatMap((filter) => {
    const field = fieldNamed(model, filter.field)
    return (field && conditionOf(field, filter, zone)) ?? []
  })
  return { AND: [...conditions, ...(search ? [searched(model, search)] : [])] }
}

/** Whether the search is part of any text that people enter. */
function searched({ fields }: StudioModel, search: string) {
  const texts = fields.filter(({ kind, inherited }) => kind === 'text' && !inherited)
  return {
    OR: [
      { id: search },
      ...texts.map(({ name }) => ({ [name]: { contains: search, mode: 'insensitive' } })),
    ],
  }
}

/** The first part of a grid and, after a position, the following ones (src/lib/query/keyset.ts). */
export function gridPart(
  model: StudioModel,
  state: GridState,
  scope: ViewScope,
  position?: KeysetPosition,
) {
  const shown = model.fields.filter(({ name }) => state.columns.includes(name))
  const sorted = fieldNamed(model, state.sort.field)
  const filter = gridFilter(model, state, scope.zone)
  const select = selectionOf(model, sorted ? [...shown, sorted] : shown, scope.role)
  const queryOf = ({ where, orderBy }: KeysetSegment) => ({
    where: { AND: [filter, where] },
    orderBy,
    take: PART_SIZE + 1,
    select,
  })
  const { head, tail } = keysetSegments(keysetSortOf(model, state), position)
  return { head: queryOf(head), tail: tail && queryOf(tail) }
}

/** Counts what a grid shows, but not further than one beyond `COUNT_LIMIT`. */
export const gridCount = (model: StudioModel, state: Filtered, zone: string) => ({
  where: gridFilter(model, state, zone),
  take: COUNT_LIMIT + 1,
})

const NEWEST_FIRST: KeysetSort = { field: 'createdAt', desc: true, kind: 'instant' }

/**
 * What leaves as a file, from a record on: queries that follow each other. The newest first, whatever the
 * grid is sorted by: that has an index.
 */
export function exportQueries(
  model: StudioModel,
  state: Filtered,
  zone: string,
  columns: string[],
  mark?: KeysetMark,
) {
  const filter = gridFilter(model, state, zone)
  const select = Object.fromEntries(['id', 'createdAt', ...columns].map((name) => [name, true]))
  const queries = keysetRuns(NEWEST_FIRST, mark).map(({ where, orderBy }) => ({
    where: { AND: [filter, where] },
    orderBy,
    select,
  }))
  return { sort: NEWEST_FIRST, queries }
}

/** One record with all that is shown of it. */
export const recordById = (model: StudioModel, id: string, role: Role) => ({
  where: { id },
  select: selectionOf(model, model.fields, role),
})

/** Records that a link can lead to: those that begin the list, or fit what somebody typed. */
export function linkChoices(
  target: StudioModel,
  search: string,
  narrowed: Record<string, unknown>,
) {
  const title = fieldNamed(target, target.title)
  const fits =
    search && title?.kind === 'text'
      ? { [title.name]: { contains: search, mode: 'insensitive' } }
      : {}
  return {
    where: { AND: [narrowed, fits] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: CHOICES,
    select: { id: true, [target.title]: true },
  }
}

/** The columns of a record that those that link to it take over. */
export const carriedColumns = (field: StudioField, id: string) => ({
  where: { id },
  take: 1,
  select: carriedSelect(field),
})

/** What a record that a link leads to is called. */
export const linkTitle = (target: StudioModel, id: string) => ({
  where: { id },
  select: { id: true, [target.title]: true },
})

/** The newest records that hang on another one by `link`. */
export const relatedRecords = (child: StudioModel, link: StudioField, id: string) => ({
  where: { [columnOf(link)]: id },
  orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  take: RELATED + 1,
  select: { id: true, createdAt: true, [child.title]: true },
})

/** What happened to a record, latest first. */
export const recordHistory = (id: string) =>
  ({
    where: { entityId: id },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
  }) satisfies Prisma.AuditEventFindManyArgs

/** Kept ways to look at the records of a model: one's own and the shared ones. */
export const savedViews = (entity: string) =>
  ({
    where: { entity },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 100,
  }) satisfies Prisma.SavedViewFindManyArgs
