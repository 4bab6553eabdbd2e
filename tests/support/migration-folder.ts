import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A folder like `prisma/` with the given migrations (name to SQL) and tenancy.sql.
 * @returns its path.
 */
export async function migrationFolder(
  migrations: Record<string, string>,
  tenancy?: string,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'studyspace-migrations-'))
  for (const [name, sql] of Object.entries(migrations)) await addMigration(folder, name, sql)
  if (tenancy !== undefined) await writeFile(join(folder, 'tenancy.sql'), tenancy)
  return folder
}

/** Adds or replaces one migration. */
export async function addMigration(folder: string, name: string, sql: string): Promise<void> {
  await mkdir(join(folder, 'migrations', name), { recursive: true })
  await writeFile(join(folder, 'migrations', name, 'migration.sql'), sql)
}
