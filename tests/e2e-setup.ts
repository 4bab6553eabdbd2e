import { startServer } from './support/server'
import { copyDatabase, dropDatabaseOf, openTestServer } from './support/test-server'

/** Once per browser run: a database with the demo, and a built server on it. */
export default async function setup(): Promise<() => Promise<void>> {
  const databases = await openTestServer()
  try {
    const database = await copyDatabase(databases.address)
    const server = await startServer({ env: { DATABASE_URL: database, SEED_DEMO: '1' } })
    process.env.E2E_URL = server.url
    return async () => {
      await server.stop()
      await dropDatabaseOf(databases.address.url, database)
      await databases.close()
    }
  } catch (error) {
    await databases.close()
    throw error
  }
}
