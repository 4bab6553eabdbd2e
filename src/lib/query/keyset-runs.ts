import { type KeysetMark, type KeysetSegment, type KeysetSort, keysetSegments } from './keyset'

/**
 * Keyset paging for who reads a list to its end, in parts of hundreds. The rows of one import have one
 * `createdAt`, and among so many equal ones the single query of a page (keyset.ts) reads all of them up
 * to its row again. Here each query is one step in the index: the rows that are equal to the one before,
 * then those beyond.
 */

/** The queries that follow a row, or begin the list, in their order. */
export function keysetRuns(sort: KeysetSort, mark?: KeysetMark): KeysetSegment[] {
  const { head, tail } = keysetSegments(sort, mark && { side: 'after', mark })
  const rest = tail ? [tail] : []
  if (!mark || mark.value === null || sort.unique) return [head, ...rest]
  const beyond = sort.desc ? 'lt' : 'gt'
  const equal = { [sort.field]: mark.value, id: { [beyond]: mark.id } }
  const further =
    sort.kind === 'choice' ? choicesAfter(sort, mark) : [{ [sort.field]: { [beyond]: mark.value } }]
  const { orderBy } = head
  return [...[equal, ...further].map((where) => ({ where, orderBy })), ...rest]
}

function choicesAfter(
  { field, desc, values = [] }: KeysetSort,
  { value }: KeysetMark,
): KeysetSegment['where'][] {
  const at = values.indexOf(value as string)
  const further = desc ? values.slice(0, Math.max(at, 0)).toReversed() : values.slice(at + 1)
  return further.map((choice) => ({ [field]: choice }))
}

/** Up to `take` rows of queries that follow each other. */
export async function readInTurn<Query, Row>(
  queries: Query[],
  take: number,
  read: (query: Query, take: number) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = []
  for (const query of queries) {
    if (rows.length === take) break
    rows.push(...(await read(query, take - rows.length)))
  }
  return rows
}
