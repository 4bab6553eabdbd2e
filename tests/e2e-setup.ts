import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from './support/server'
import { copyDatabase, dropDatabaseOf, openTestServer } from './support/test-server'

/** Once per browser run: a database with the demo, and a built server on it. */
export default async function setup(): Promise<() => Promise<void>> {
  const databases = await openTestServer()
  try {
    const database = await copyDatabase(databases.address)
    const files = await mkdtemp(join(tmpdir(), 'studyspace-e2e-files-'))
    const server = await startServer({
      env: {
        ...{ DATABASE_URL: database, SEED_DEMO: '1', FILES_FOLDER: files },
        // The receivers of the tests are on this machine.
        WEBHOOK_ALLOW_PRIVATE: 'on',
      },
    })
    process.env.E2E_URL = server.url
    return async () => {
      await server.stop()
      await dropDatabaseOf(databases.address.url, database)
      await databases.close()
      await rm(files, { recursive: true })
    }
  } catch (error) {
    await databases.close()
    throw error
  }
}
