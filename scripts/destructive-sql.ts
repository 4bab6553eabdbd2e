const KINDS: [RegExp, string][] = [
  [/\bDROP\s+(TABLE|COLUMN|TYPE|SCHEMA)\b/i, 'removes data'],
  [/\bDROP\s+(CONSTRAINT|INDEX|NOT\s+NULL|DEFAULT)\b/i, 'removes a protection or an index'],
  [/\bTRUNCATE\b|\bDELETE\s+FROM\b/i, 'removes data'],
  [/\bALTER\s+COLUMN\b[^,]*\bTYPE\b/i, 'rewrites a column and may lose precision'],
  [/\bALTER\s+COLUMN\b[^,]*\bSET\s+NOT\s+NULL\b/i, 'fails if a row holds no value'],
  [/\bADD\s+COLUMN\b(?![^,]*\bDEFAULT\b)[^,]*\bNOT\s+NULL\b/i, 'fails if the table has rows'],
  [/\bCREATE\s+UNIQUE\s+INDEX\b/i, 'fails if rows repeat a value'],
  [/\bRENAME\b/i, 'breaks a server of the former version that still runs'],
]

/**
 * One plain sentence for each statement of a migration that removes something or can fail on
 * existing rows. A table made by the same migration has no rows, so its own indexes are left out.
 */
export function destructiveStatements(sql: string): string[] {
  const statements = sql
    .split(/;\s*$/m)
    .map((statement) => statement.replace(/^\s*--.*$/gm, '').trim())
    .filter(Boolean)
  const created = new Set(
    statements.flatMap((statement) => /^CREATE TABLE ("[^"]+")/.exec(statement)?.[1] ?? []),
  )
  return statements.flatMap((statement) => {
    const table = /\b(?:ON|TABLE)\s+("[^"]+")/.exec(statement)?.[1]
    if (table && created.has(table)) return []
    const short = statement.replace(/\s+/g, ' ').slice(0, 100)
    return KINDS.filter(([pattern]) => pattern.test(statement)).map(
      ([, consequence]) => `${consequence}: ${short}`,
    )
  })
}
