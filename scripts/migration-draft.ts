import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrationNames } from '@/lib/db/migration-files'
import { Refusal } from '@/lib/refusal'
import { say } from './command'
import { destructiveStatements } from './destructive-sql'
import { programOf, runProgram } from './program'
import { withScratchDatabase } from './scratch-database'

/** Where the committed migrations are. */
export const MIGRATIONS = { root: 'prisma', folder: join('prisma', 'migrations') }

/** The SQL that leads from the committed migrations to a schema for Prisma; empty when they agree. */
export async function missingSql(url: string, schema: string): Promise<string> {
  await mkdir(MIGRATIONS.folder, { recursive: true })
  // Prisma refuses to read a migrations folder without this file.
  await writeFile(join(MIGRATIONS.folder, 'migration_lock.toml'), 'provider = "postgresql"\n')
  const from =
    (await migrationNames(MIGRATIONS.root)).length > 0
      ? ['--from-migrations', MIGRATIONS.folder]
      : ['--from-empty']
  const temporary = await mkdtemp(join(tmpdir(), 'studyspace-migrate-'))
  try {
    const target = join(temporary, 'schema.prisma')
    await writeFile(target, schema)
    const { code, output, stdout } = await withScratchDatabase(url, (scratch) =>
      runProgram(
        programOf('prisma'),
        ['migrate', 'diff', ...from, '--to-schema-datamodel', target, '--script'],
        { env: { DATABASE_URL: url, SHADOW_DATABASE_URL: scratch } },
      ),
    )
    if (code !== 0) throw new Refusal(`prisma migrate diff failed:\n${output.trim()}`)
    return /^-- This is an empty migration/m.test(stdout) ? '' : stdout.trim()
  } finally {
    await rm(temporary, { recursive: true })
  }
}

/** Writes a migration beside the others and shows it, with what it destroys. */
export async function writeMigration(name: string, sql: string): Promise<void> {
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(MIGRATIONS.folder, `${timestamp}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), `${sql}\n`)
  say(`\n${sql}\n`)
  for (const warning of destructiveStatements(sql)) say(`  CAUTION      ${warning}`)
  say(`  written      ${folder}/migration.sql: review it before you commit it`)
}
