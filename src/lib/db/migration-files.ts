import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** One committed script. */
export interface Migration {
  /** Of a migration its folder, `<UTC timestamp>_<name>`: the alphabetical order is that of application. */
  name: string
  sql: string
  /** SHA-256 of the SQL, hexadecimal, as Prisma computes it. */
  checksum: string
}

/** Names of the committed migrations in order. `folder` is the one that holds `migrations/`. */
export async function migrationNames(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, 'migrations'), { withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** The committed migrations in order. */
export async function readMigrations(folder: string): Promise<Migration[]> {
  const names = await migrationNames(folder)
  return Promise.all(
    names.map(async (name) => {
      const sql = await readSql(join(folder, 'migrations', name, 'migration.sql'))
      return { name, sql, checksum: checksumOf(sql) }
    }),
  )
}

/** The scripts that may be applied any number of times, in order; absent in some tests. */
export async function readRepeatable(folder: string): Promise<Migration[]> {
  const found: Migration[] = []
  for (const name of ['guarantees.sql', 'tenancy.sql']) {
    try {
      const sql = await readSql(join(folder, name))
      found.push({ name, sql, checksum: checksumOf(sql) })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return found
}

function checksumOf(sql: string): string {
  return createHash('sha256').update(sql).digest('hex')
}

/** Git on Windows may check out CRLF; the checksum must not depend on it. */
async function readSql(file: string): Promise<string> {
  return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n')
}
