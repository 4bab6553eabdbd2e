import { inject } from 'vitest'
import { type Fault, type Trail, verifyTrail } from '@/lib/audit/verify'
import { connectTo } from '@/lib/db/connect-to'
import { system } from '@/lib/db/system'
import { withDatabase } from '../../scripts/scratch-database'
import { databaseUrl } from '../support/database'

/** Runs SQL on one connection. */
export type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>

/** A connection of its own as the role that owns the tables. */
export const asOwner = <Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> =>
  connectedTo(databaseUrl, work)

/** A connection of its own as the application's role, for a person in a space. */
export function asApplication<Result>(
  { userId = '', spaceId = '' }: { userId?: string; spaceId?: string },
  work: (sql: Sql) => Promise<Result>,
): Promise<Result> {
  const url = withDatabase(inject('server').appUrl, new URL(databaseUrl).pathname.slice(1))
  return connectedTo(url, async (sql) => {
    await sql(
      `select set_config('app.user_id', $1, false), set_config('app.space_id', $2, false)`,
      [userId, spaceId],
    )
    return await work(sql)
  })
}

async function connectedTo<Result>(url: string, work: (sql: Sql) => Promise<Result>) {
  const client = await connectTo(url)
  try {
    return await work(async (text, values) => (await client.query(text, values)).rows)
  } finally {
    await client.end()
  }
}

/** Something done in one transaction of the owner. */
export const inTransaction = <Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> =>
  asOwner(async (sql) => {
    await sql('begin')
    const result = await work(sql)
    await sql('commit')
    return result
  })

/** What `npm run audit:verify` finds in the trail of a space. */
export async function verified(
  spaceId: string,
  head?: string,
): Promise<Trail & { faults: Fault[] }> {
  const faults: Fault[] = []
  const trail = await asOwner((sql) =>
    verifyTrail(
      async <Row>(text: string, values?: unknown[]) => (await sql(text, values)) as Row[],
      spaceId,
      (fault) => faults.push(fault),
      head,
    ),
  )
  return { ...trail, faults }
}

/** The events of a space that came after `before` (all without it), oldest first. */
export const eventsSince = (spaceId: string, before = '') =>
  system.auditEvent.findMany({
    where: { spaceId, id: { gt: before } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })

/** Runs `work`, and returns the events that it left in a space. */
export async function eventsOf(spaceId: string, work: () => Promise<unknown>) {
  const known = new Set((await eventsSince(spaceId)).map(({ id }) => id))
  await work()
  return (await eventsSince(spaceId)).filter(({ id }) => !known.has(id))
}
