import path from 'node:path'
import { type MigrationState, migrationState } from './migrate'
import { appPool, system, systemPool } from './system'

const PRISMA_FOLDER = path.join(process.cwd(), 'prisma')

/** What the database has of this code's migrations. Throws when it does not answer. */
export function databaseState(): Promise<MigrationState> {
  return migrationState((sql) => system.$queryRawUnsafe(sql), PRISMA_FOLDER)
}

/** How many connections each of the two pools has, and how many requests wait for one. */
export function poolStates() {
  return (
    [
      ['app', appPool],
      ['system', systemPool],
    ] as const
  ).map(([pool, connections]) => ({
    pool,
    total: connections.totalCount,
    idle: connections.idleCount,
    waiting: connections.waitingCount,
  }))
}
