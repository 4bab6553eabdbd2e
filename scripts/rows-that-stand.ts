import { escapeIdentifier } from 'pg'
import { connectTo } from '@/lib/db/connect-to'
import { Refusal } from '@/lib/refusal'
import { adviceFor, requiredColumns } from './required-columns'

/**
 * Looks into the database before a migration is written for it.
 * @throws Refusal when rows that stand there have no value for a column that becomes required.
 */
export async function requireFitting(url: string, sql: string): Promise<void> {
  const columns = requiredColumns(sql)
  if (columns.length === 0) return
  const client = await connectTo(url)
  try {
    const faults: string[] = []
    for (const required of columns) {
      const table = escapeIdentifier(required.table)
      const present = await client.query('select to_regclass($1) is not null as yes', [table])
      if (!present.rows[0]?.yes) continue
      const where = required.tightened ? `where ${escapeIdentifier(required.column)} is null` : ''
      const { rows } = await client.query(`select count(*)::int as n from ${table} ${where}`)
      if (rows[0].n > 0) faults.push(adviceFor(required, rows[0].n))
    }
    if (faults.length > 0) {
      throw new Refusal(`The rows of this database do not fit schema.zmodel:\n${faults.join('\n')}`)
    }
  } finally {
    await client.end()
  }
}
