import './env-file'
import './environment'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { migrate } from '@/lib/db/migrate'
import { migrationNames } from '@/lib/db/migration-files'
import { Refusal } from '@/lib/refusal'
import { command, say, step } from './command'
import { openDatabase } from './database'
import { destructiveStatements } from './destructive-sql'
import { completeEnvironment, listenAddress } from './environment'
import { generateCode } from './generated-code'
import { programOf, runProgram } from './program'
import { withScratchDatabase } from './scratch-database'

const FOLDER = 'prisma'

/** `npm run db:migrate -- NAME`: from schema.zmodel to an SQL migration that a person reviews. */
await command(async () => {
  const name = requireName(process.argv[2])
  await step(
    'generate',
    () => generateCode(),
    (done) => (done ? 'src/generated written' : 'up to date'),
  )
  const database = await step('database', openDatabase)
  try {
    const appUrl = await completeEnvironment({
      databaseUrl: database.url,
      embedded: database.embedded,
      port: listenAddress().port,
      dev: true,
    })
    const sql = await step(
      'compare',
      () => missingSql(database.url),
      (text) => (text ? 'changes found' : 'no change'),
    )
    if (sql) await propose(name, sql)
    const applied = await step(
      'apply',
      () => migrate(database.url, appUrl, FOLDER),
      (names) => names.join(', ') || 'nothing pending',
    )
    if (!sql && applied.length === 0) say('schema.zmodel and the migrations agree: nothing to do.')
  } finally {
    await database.release()
  }
})

function requireName(given: string | undefined): string {
  if (given && /^[a-z][a-z0-9_]{1,59}$/.test(given)) return given
  throw new Refusal(
    'Say what the migration does in small letters, digits and underscores: npm run db:migrate -- add_study_notes',
  )
}

/** The SQL that leads from the committed migrations to schema.zmodel; empty when they agree. */
async function missingSql(url: string): Promise<string> {
  await mkdir(join(FOLDER, 'migrations'), { recursive: true })
  // Prisma refuses to read a migrations folder without this file.
  await writeFile(join(FOLDER, 'migrations/migration_lock.toml'), 'provider = "postgresql"\n')
  const from =
    (await migrationNames(FOLDER)).length > 0
      ? ['--from-migrations', join(FOLDER, 'migrations')]
      : ['--from-empty']
  const { code, output, stdout } = await withScratchDatabase(url, (scratch) =>
    runProgram(
      programOf('prisma'),
      [
        'migrate',
        'diff',
        ...from,
        '--to-schema-datamodel',
        join(FOLDER, 'schema.prisma'),
        '--script',
      ],
      { env: { DATABASE_URL: url, SHADOW_DATABASE_URL: scratch } },
    ),
  )
  if (code !== 0) throw new Refusal(`prisma migrate diff failed:\n${output.trim()}`)
  return /^-- This is an empty migration/m.test(stdout) ? '' : stdout.trim()
}

async function propose(name: string, sql: string): Promise<void> {
  const timestamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const folder = join(FOLDER, 'migrations', `${timestamp}_${name}`)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'migration.sql'), `${sql}\n`)
  say(`\n${sql}\n`)
  for (const warning of destructiveStatements(sql)) say(`  CAUTION      ${warning}`)
  say(`  written      ${folder}/migration.sql: review it before you commit it`)
}
