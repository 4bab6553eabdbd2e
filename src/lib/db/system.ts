import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@/generated/prisma/client'
import { env } from '../env'
import { ActingPool } from './pool'

/**
 * The privileged client: no rule of schema.zmodel holds here. Lint keeps it inside src/lib/db,
 * src/lib/auth, src/lib/mail, scripts and tests; everything else goes through the door.
 */

/**
 * In a burst a transaction waits for a connection rather than failing after Prisma's two seconds; and
 * deleting a study takes all its participants along, who may be a hundred thousand.
 */
const WAITING = { maxWait: 15_000, timeout: 300_000 }

type Connections = { pool: ActingPool; system: PrismaClient }

function connect(): Connections {
  const pool = new ActingPool({ connectionString: env.DATABASE_URL, max: 20 })
  // A connection that dies while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {})
  return {
    pool,
    system: new PrismaClient({ adapter: new PrismaPg(pool), transactionOptions: WAITING }),
  }
}

// Hot reload evaluates this file anew; the connections stay.
const kept = globalThis as typeof globalThis & { studyspaceConnections?: Connections }
kept.studyspaceConnections ??= connect()

export const { pool, system } = kept.studyspaceConnections

/** The client inside one of `system`'s interactive transactions. */
export type SystemTransaction = Parameters<Parameters<typeof system.$transaction>[0]>[0]

export async function disconnect(): Promise<void> {
  await system.$disconnect()
  await pool.end()
  delete kept.studyspaceConnections
}
