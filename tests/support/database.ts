import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'
import { withDatabase } from '../../scripts/scratch-database'
import { copyDatabase, dropDatabaseOf, TEST_SECRET } from './test-server'

/**
 * Setup file of the projects `policy` and `api`: each test file gets a migrated database of its own,
 * and an environment that src/lib/env.ts accepts, before it imports anything.
 */
const server = inject('server')

/** Connection string of this test file's database. */
export const databaseUrl: string = await copyDatabase(server)

/** Where this test file's server keeps files. */
export const filesFolder: string = await mkdtemp(join(tmpdir(), 'studyspace-files-'))

Object.assign(process.env, {
  DATABASE_URL: databaseUrl,
  APP_DATABASE_URL: withDatabase(server.appUrl, new URL(databaseUrl).pathname.slice(1)),
  STUDYSPACE_EMBEDDED: 'true',
  APP_URL: 'http://localhost:3000',
  NEXTAUTH_URL: 'http://localhost:3000',
  AUTH_SECRET: TEST_SECRET,
  FILES_FOLDER: filesFolder,
  FILE_MAX_MB: '1',
  S3_BUCKET: '',
})

afterAll(async () => {
  const { disconnect } = await import('@/lib/db/system')
  await disconnect()
  await dropDatabaseOf(server.url, databaseUrl)
  await rm(filesFolder, { recursive: true })
})
