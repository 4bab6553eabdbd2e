import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@/generated/prisma/client'
import { env } from '../env'
import { cachePlans } from './plan-cache'
import { ActingPool } from './pool'

/**
 * The two clients of the database. Lint keeps both inside src/lib/db, and `system` inside src/lib/auth,
 * src/lib/mail, scripts and tests besides; everything else goes through the door (door.ts).
 *
 * - `app` connects as the application's role: no rule of schema.zmodel holds in it, but PostgreSQL
 *   shows it nothing outside the space that the current context acts in.
 * - `system` connects as the owner of the tables and is the privileged one: for sign-in, invitations
 *   and jobs, which have to see more than one space.
 */

/**
 * In a burst a transaction waits for a connection rather than failing after Prisma's two seconds; and
 * deleting a study takes all its participants along, who may be a hundred thousand.
 */
const WAITING = { maxWait: 15_000, timeout: 300_000 }

/**
 * Milliseconds that anything waits for a connection, a new one or one that others hold: less than a
 * transaction would, so that both end with the same error (src/lib/errors/no-connection.ts).
 */
const PATIENCE = 10_000

type Connections = { pools: [ActingPool, ActingPool]; app: PrismaClient; system: PrismaClient }

function connect(): Connections {
  if (env.PLAN_CACHE) cachePlans()
  const pools: Connections['pools'] = [
    poolOf(env.APP_DATABASE_URL, 20),
    poolOf(env.DATABASE_URL, 10),
  ]
  const [app, system] = pools.map(
    (pool) => new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: WAITING }),
  ) as [PrismaClient, PrismaClient]
  return { pools, app, system }
}

function poolOf(connectionString: string, max: number): ActingPool {
  const pool = new ActingPool({ connectionString, max, connectionTimeoutMillis: PATIENCE })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return pool
}

// Hot reload evaluates this file anew; the connections stay.
const kept = globalThis as typeof globalThis & { studyspaceConnections?: Connections }
kept.studyspaceConnections ??= connect()

const { pools } = kept.studyspaceConnections

/** Of `app` and of `system`, for libraries that take a pool. */
export const [appPool, systemPool] = pools

export const { app, system } = kept.studyspaceConnections

/** The client inside one of `system`'s interactive transactions. */
export type SystemTransaction = Parameters<Parameters<typeof system.$transaction>[0]>[0]

/** Names who acts in a privileged transaction, for the audit trail and the history. */
export async function actAs(tx: SystemTransaction, userId: string): Promise<void> {
  await tx.$executeRaw`select set_config('app.user_id', ${userId}, true)`
}

export async function disconnect(): Promise<void> {
  await Promise.all([app.$disconnect(), system.$disconnect()])
  await Promise.all(pools.map((pool) => pool.end()))
  delete kept.studyspaceConnections
}
