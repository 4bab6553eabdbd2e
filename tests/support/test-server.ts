import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { appUrlOf } from '@/lib/db/app-role'
import { connectTo } from '@/lib/db/connect-to'
import { migrate } from '@/lib/db/migrate'
import { dataFolder, ownDatabase } from '../../scripts/environment'
import { joinEmbeddedDatabase } from '../../scripts/postgres/embedded'
import { withDatabase } from '../../scripts/scratch-database'

/** The PostgreSQL that a test run works on. */
export interface TestServer {
  address: {
    /** Connection string of a role that may create databases. */
    url: string
    /** Name of the migrated, empty database that others are copied from. */
    template: string
    /** Connection string of the application's role in the template; it has its rights in copies too. */
    appUrl: string
  }
  close(): Promise<void>
}

/** AUTH_SECRET of every server under test. */
export const TEST_SECRET = 'only-for-tests-0123456789abcdefghij'

/** Nothing here outlives the run, so nothing has to survive a power cut. */
const SETTINGS = [
  'fsync=off',
  'full_page_writes=off',
  'synchronous_commit=off',
  'max_connections=300',
]

/**
 * A throwaway PostgreSQL with a migrated template database; with DATABASE_URL set, the template is
 * made on that server, whose own database is left alone.
 */
export async function openTestServer(): Promise<TestServer> {
  const { url, release } = ownDatabase
    ? { url: ownDatabase, release: async () => {} }
    : await joinEmbeddedDatabase(join(dataFolder, 'test'), 'postgres', {
        settings: SETTINGS,
        throwaway: true,
      })
  const template = `studyspace_test_${randomBytes(4).toString('hex')}`
  const appUrl = appUrlOf(withDatabase(url, template), TEST_SECRET)
  const close = async () => {
    await dropDatabase(url, template)
    await release()
  }
  try {
    await onServer(url, `create database ${template} template template0`)
    await migrate(withDatabase(url, template), appUrl, 'prisma')
  } catch (error) {
    await close()
    throw error
  }
  return { address: { url, template, appUrl }, close }
}

/** Copies the template; returns the connection string of the copy. */
export async function copyDatabase({ url, template }: TestServer['address']): Promise<string> {
  const name = `${template}_${randomBytes(4).toString('hex')}`
  await onServer(url, `create database ${name} template ${template}`)
  // Rights on the database itself are not copied: as prisma/guarantees.sql has it.
  await onServer(url, `revoke temporary, create on database ${name} from public`)
  return withDatabase(url, name)
}

/** An empty database, without any migration. */
export async function emptyDatabase({ url, template }: TestServer['address']): Promise<string> {
  const name = `${template}_${randomBytes(4).toString('hex')}`
  await onServer(url, `create database ${name} template template0`)
  return withDatabase(url, name)
}

/** Drops the database that `url` names, sessions in it included. */
export async function dropDatabaseOf(server: string, url: string): Promise<void> {
  await dropDatabase(server, new URL(url).pathname.slice(1))
}

async function dropDatabase(server: string, name: string): Promise<void> {
  await onServer(server, `drop database if exists ${name} with (force)`)
  // The role that the application had there, if it got one of its own.
  await onServer(server, `drop role if exists ${name}_app`)
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = await connectTo(url)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
