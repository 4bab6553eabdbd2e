/** Runs SQL on one connection of the role that owns the database, and gives the rows. */
export type Query = <Row>(sql: string, values?: unknown[]) => Promise<Row[]>

const PAGE = 2_000

/**
 * The rows of a query, fetched a page at a time, so that any number fits into memory. Only inside a
 * transaction, and one such query at a time.
 */
export async function* rowsOf<Row>(
  query: Query,
  sql: string,
  values: unknown[],
): AsyncGenerator<Row> {
  await query(`declare studyspace_rows no scroll cursor for ${sql}`, values)
  try {
    for (;;) {
      const rows = await query<Row>(`fetch ${PAGE} from studyspace_rows`)
      yield* rows
      if (rows.length < PAGE) return
    }
  } finally {
    await query('close studyspace_rows')
  }
}
