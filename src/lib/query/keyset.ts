/**
 * Keyset paging: a page is found by the row next to it, not by its number, so page 4,000 costs what
 * page 1 costs, and rows that come or go meanwhile neither repeat nor skip others. For any model with
 * an `id`; pure, so the same arguments serve the server's prefetch and the hook.
 *
 * Order: by the column, ties by `id` in the same direction, rows without a value last in both
 * directions. The list needs an index of its fixed filter, then the column, then `id`
 * (`@@index([spaceId, studyId, enrolledAt, id])`).
 */

/** How a list is sorted. */
export type KeysetSort = {
  field: string
  desc: boolean
  kind: 'text' | 'number' | 'instant' | 'choice'
  /** Of a choice: its values in their order, because Prisma does not compare them. */
  values?: readonly (string | number | boolean)[]
  /** The column may be null. */
  nullable?: boolean
  /** The fixed filter leaves no two rows with the same value, so `id` need not break ties. */
  unique?: boolean
}

/** A row's place in the order; an instant is its ISO text. */
export type KeysetMark = { id: string; value: string | number | boolean | null }

/** Where a page stands: right after or right before a row. Undefined is the first page. */
export type KeysetPosition = { side: 'after' | 'before'; mark: KeysetMark } | undefined

/** One query of a page: combine `where` with the filter of the list by AND. */
export type KeysetSegment = {
  where: Record<string, unknown>
  orderBy: Record<string, 'asc' | 'desc'>[]
}

/**
 * The queries that a page consists of: `head`, and when that finds fewer than `size + 1` rows, `tail`
 * for the rest.
 *
 * There is a tail only where the column is nullable: then rows with and without a value are two
 * segments. A single query would have to say "nulls last", which no index serves in both directions,
 * or an OR over null, with which PostgreSQL reads the list from its beginning.
 */
export function keysetSegments(
  sort: KeysetSort,
  position?: KeysetPosition,
): { head: KeysetSegment; tail?: KeysetSegment } {
  const backwards = position?.side === 'before'
  const direction = sort.desc === backwards ? 'asc' : 'desc'
  const orderBy: KeysetSegment['orderBy'] = [{ [sort.field]: direction }]
  if (!sort.unique) orderBy.push({ id: direction })

  const whole = (segment: Segment) => ({ where: inSegment(sort, segment), orderBy })
  const last: Segment = backwards || !sort.nullable ? 'values' : 'nulls'
  const start = position ? segmentOf(sort, position.mark) : 'values'
  const head = whole(start)
  if (position) head.where = { AND: [head.where, beyond(sort, position)] }
  return start === last ? { head } : { head, tail: whole(last) }
}

type Segment = 'values' | 'nulls'

function segmentOf(sort: KeysetSort, { value }: KeysetMark): Segment {
  return sort.nullable && value === null ? 'nulls' : 'values'
}

function inSegment({ field, nullable }: KeysetSort, segment: Segment): Record<string, unknown> {
  if (segment === 'nulls') return { [field]: null }
  return nullable ? { [field]: { not: null } } : {}
}

/**
 * What lies beyond the mark. `>= value` stands beside the exact condition because it alone lets
 * PostgreSQL seek in the index; the OR only drops the ties on this side of the mark.
 */
function beyond(sort: KeysetSort, position: NonNullable<KeysetPosition>): Record<string, unknown> {
  const { id, value } = position.mark
  const upwards = sort.desc === (position.side === 'before')
  const [beyondIt, fromItOn] = upwards ? (['gt', 'gte'] as const) : (['lt', 'lte'] as const)
  if (value === null) return { id: { [beyondIt]: id } }
  if (sort.kind === 'choice') return beyondChoice(sort, value, upwards, { id: { [beyondIt]: id } })
  if (sort.unique) return { [sort.field]: { [beyondIt]: value } }
  return {
    AND: [
      { [sort.field]: { [fromItOn]: value } },
      { OR: [{ [sort.field]: { [beyondIt]: value } }, { id: { [beyondIt]: id } }] },
    ],
  }
}

function beyondChoice(
  { field, values = [] }: KeysetSort,
  value: NonNullable<KeysetMark['value']>,
  upwards: boolean,
  tie: Record<string, unknown>,
): Record<string, unknown> {
  const at = values.indexOf(value)
  const further = upwards ? values.slice(at + 1) : values.slice(0, Math.max(at, 0))
  return {
    OR: [...further.map((choice) => ({ [field]: choice })), { AND: [{ [field]: value }, tie] }],
  }
}

/** A page as people see it. */
export type KeysetPage<Row> = { rows: Row[]; hasPrevious: boolean; hasNext: boolean }

/**
 * Makes the page from what its segments gave, in the order read.
 * @param found up to `size + 1` rows; the one too many says that there are more.
 */
export function keysetPage<Row>(
  found: Row[],
  size: number,
  position?: KeysetPosition,
): KeysetPage<Row> {
  const more = found.length > size
  const rows = found.slice(0, size)
  if (position?.side === 'before') {
    return { rows: rows.toReversed(), hasPrevious: more, hasNext: true }
  }
  return { rows, hasPrevious: position !== undefined, hasNext: more }
}

/** The place of a row, to continue from. */
export function keysetMark<Row extends { id: string }>(sort: KeysetSort, row: Row): KeysetMark {
  const value = row[sort.field as keyof Row] as Date | KeysetMark['value']
  return { id: row.id, value: value instanceof Date ? value.toISOString() : value }
}

/** A mark as text for the address: the id, and after a tilde the value if there is one. */
export function formatKeysetMark({ id, value }: KeysetMark): string {
  return value === null ? id : `${id}~${value}`
}

/** Reads `formatKeysetMark`; undefined for a text that is no mark of this order (an edited address). */
export function parseKeysetMark(text: string, sort: KeysetSort): KeysetMark | undefined {
  const cut = text.indexOf('~')
  if (cut === -1) return sort.nullable && text ? { id: text, value: null } : undefined
  const value = parseValue(text.slice(cut + 1), sort.kind)
  return value === undefined ? undefined : { id: text.slice(0, cut), value }
}

function parseValue(text: string, kind: KeysetSort['kind']): string | number | undefined {
  switch (kind) {
    case 'text':
    case 'choice':
      return text
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'instant':
      return Number.isNaN(Date.parse(text)) ? undefined : new Date(text).toISOString()
  }
}
