import path from 'node:path'
import { type MigrationState, migrationState } from './migrate'
import { system } from './system'

const PRISMA_FOLDER = path.join(process.cwd(), 'prisma')

/** What the database has of this code's migrations. Throws when it does not answer. */
export function databaseState(): Promise<MigrationState> {
  return migrationState((sql) => system.$queryRawUnsafe(sql), PRISMA_FOLDER)
}
