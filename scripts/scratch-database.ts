import { randomBytes } from 'node:crypto'
import { connectTo } from '@/lib/db/connect-to'

/**
 * Gives `work` the connection string of a new database on the server of `url`, and drops it
 * afterwards. The role of `url` must be allowed to create databases.
 */
export async function withScratchDatabase<T>(
  url: string,
  work: (scratchUrl: string) => Promise<T>,
): Promise<T> {
  const name = `studyspace_scratch_${randomBytes(4).toString('hex')}`
  await execute(url, `create database ${name} template template0`)
  try {
    return await work(withDatabase(url, name))
  } finally {
    await execute(url, `drop database ${name} with (force)`)
    // The role that the application had there, if it got one.
    await execute(url, `drop role if exists ${name}_app`)
  }
}

/** `url` with another database name. */
export function withDatabase(url: string, name: string): string {
  const changed = new URL(url)
  changed.pathname = `/${name}`
  return changed.href
}

async function execute(url: string, sql: string): Promise<void> {
  const client = await connectTo(url)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
