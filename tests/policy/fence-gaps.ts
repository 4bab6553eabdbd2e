import { afterAll, beforeAll, inject } from 'vitest'
import { roleOf } from '@/lib/db/app-role'
import { connectTo } from '@/lib/db/connect-to'
import { fenceGaps } from '@/lib/db/fence-check'
import { databaseUrl } from '../support/database'

/**
 * For tests of the comparison that the server makes before it serves: each takes one thing of the fence
 * away, in a transaction that is taken back, and expects it to be named.
 */

/** The application's role. */
export const app = roleOf(inject('server').appUrl)

/** A connection of the owner. */
export let client: Awaited<ReturnType<typeof connectTo>>
beforeAll(async () => {
  client = await connectTo(databaseUrl)
})
afterAll(() => client.end())

/** What the comparison finds after these statements. */
export const gapsAfter = (...statements: string[]): Promise<string[]> =>
  after(statements, () => fenceGaps(client, app, 'prisma'))

/** Looks at the database as it is after these statements, and takes them back. */
export async function after<Result>(
  statements: string[],
  look: () => Promise<Result>,
): Promise<Result> {
  await client.query('begin')
  try {
    for (const statement of statements) await client.query(statement)
    return await look()
  } finally {
    await client.query('rollback')
  }
}
