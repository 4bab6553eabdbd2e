import { Logger, runMigrations } from 'graphile-worker'

/**
 * The queue of background jobs: graphile-worker, in a schema of its own beside our tables. Only the owner
 * of the database reaches it; triggers add jobs as the owner, in the transaction of what causes them.
 */
export const QUEUE_SCHEMA = 'graphile_worker'

/** The library would write every step to the console. What goes wrong is thrown besides. */
export const quiet = new Logger(() => () => {})

/**
 * Brings the tables of the queue to the state of the library; several servers may do so at once.
 * @param url connection string of the role that owns the database.
 */
export async function migrateQueue(url: string): Promise<void> {
  await runMigrations({
    connectionString: url,
    schema: QUEUE_SCHEMA,
    maxPoolSize: 2,
    logger: quiet,
  })
}
