import type { Client } from 'pg'
import { tables } from '@/generated/tenancy'
import { Refusal } from '@/lib/refusal'
import { connectTo } from './connect-to'
import { functionGaps } from './fence/functions'
import { keyGaps } from './fence/keys'
import { policyGaps } from './fence/policies'
import { rightGaps } from './fence/rights'
import { triggerGaps } from './fence/triggers'
import { readRepeatable } from './migration-files'

/**
 * Compares a live database with what schema.zmodel and prisma/guarantees.sql ask of it: row-level
 * security, policies, keys, triggers, functions, and the rights of the application's role. The server
 * does not start on a database with a gap.
 */

/**
 * @param url connection string of the role that owns the database.
 * @param folder holds `guarantees.sql` and `tenancy.sql`.
 * @returns how many tables are fenced.
 * @throws Refusal that lists every gap.
 */
export async function requireFence(url: string, appRole: string, folder: string): Promise<number> {
  const client = await connectTo(url)
  try {
    await client.query('begin')
    const gaps = await fenceGaps(client, appRole, folder)
    if (gaps.length === 0) return tables.length
    throw new Refusal(
      `The database does not keep spaces apart as this code asks, so the server does not start:\n${gaps
        .map((gap) => `  - ${gap}`)
        .join(
          '\n',
        )}\nIf nobody changed the database by hand, restore a backup and report it; otherwise "comment on table \\"_prisma_migrations\\" is null" has everything but keys applied again at the next start.`,
    )
  } finally {
    // Ends the transaction too.
    await client.end()
  }
}

/**
 * What is missing or too much, one sentence each; nothing is changed.
 * @param client inside a transaction.
 */
export async function fenceGaps(
  client: Client,
  appRole: string,
  folder: string,
): Promise<string[]> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [appRole])
  if (rows.length === 0) return [`The role ${appRole} is missing.`]
  const scripts = (await readRepeatable(folder)).map(({ sql }) => sql).join('\n')
  return [
    ...(await policyGaps(client)),
    ...(await keyGaps(client)),
    ...(await triggerGaps(client, scripts)),
    ...(await rightGaps(client, appRole)),
    ...(await functionGaps(client, scripts)),
  ]
}
