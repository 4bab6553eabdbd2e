/** A column that rows without a value for it would violate. */
export interface RequiredColumn {
  table: string
  column: string
  type: string
  /** It was there before and may be empty so far. */
  tightened: boolean
}

/**
 * The columns that a migration makes required without giving existing rows a value. Tables that the
 * migration itself makes have no rows.
 */
export function requiredColumns(sql: string): RequiredColumn[] {
  return sql
    .split(/;\s*$/m)
    .map((statement) => statement.replace(/^\s*--.*$/gm, '').trim())
    .flatMap((statement) => {
      const [, table] = /^ALTER TABLE "([^"]+)"/.exec(statement) ?? []
      if (!table) return []
      const added = [...statement.matchAll(/\bADD COLUMN\s+"([^"]+)" ([^\n]*)/g)]
        .filter(([, , rest = '']) => /\bNOT NULL\b/.test(rest) && !/\bDEFAULT\b/.test(rest))
        .map(([, column = '', rest = '']) => ({
          table,
          column,
          type: rest.replace(/\s*NOT NULL.*$/, ''),
          tightened: false,
        }))
      const tightened = [...statement.matchAll(/\bALTER COLUMN "([^"]+)" SET NOT NULL/g)].map(
        ([, column = '']) => ({ table, column, type: '', tightened: true }),
      )
      return [...added, ...tightened]
    })
}

/** What to write instead, for a table with so many rows that have no value. */
export function adviceFor({ table, column, type, tightened }: RequiredColumn, rows: number) {
  const reason = tightened
    ? `${rows} of its rows have no value for it`
    : `the table has ${rows} ${rows === 1 ? 'row' : 'rows'}, which would have no value for it`
  return `  ${table}.${column}: ${reason}. Write "?" behind its type, or "@default(...)"; or make it optional now, fill it in with a migration of your own (update "${table}" set "${column}" = ... ;), and make it required after that.${type ? ` Its type in the database is ${type}.` : ''}`
}
