import { randomUUID } from 'node:crypto'
import { type Client, DatabaseError, escapeLiteral } from 'pg'
import { Refusal } from '@/lib/refusal'
import { provideAppRole, requireAppLogin, roleOf } from './app-role'
import { connectTo } from './connect-to'
import { type Migration, migrationNames, readMigrations, readRepeatable } from './migration-files'
import { migrateQueue } from './queue'

const OLDEST_POSTGRES = 15
/** The number Prisma's own command line locks, so that it and this runner exclude each other. */
const ADVISORY_LOCK = 72707369
const LOCK_PATIENCE = '60s'

interface AppliedMigration {
  migration_name: string
  checksum: string
  finished: boolean
}

/**
 * Brings the database to the state of the code: all pending migrations and, when anything was pending
 * or their text changed, `guarantees.sql` and `tenancy.sql`, in ONE transaction under an advisory lock.
 * A failure leaves the database as it was; of two servers that start together one waits for the other.
 *
 * The queue of jobs has migrations of its own, which go first and do no harm if the rest fails.
 *
 * Because of the single transaction a migration cannot use CREATE INDEX CONCURRENTLY, nor use an enum
 * value that a migration pending at the same time adds to an existing type.
 *
 * @param url connection string of a role that owns the database.
 * @param appUrl connection string of the application's role, which is made if it is missing.
 * @param folder holds `migrations/`, `guarantees.sql` and `tenancy.sql`.
 * @returns the names applied now.
 * @throws Refusal when the database is unreachable, too old, newer than the code, or a migration was
 * changed after it was applied or fails.
 */
export async function migrate(url: string, appUrl: string, folder: string): Promise<string[]> {
  const migrations = await readMigrations(folder)
  const client = await connectTo(url)
  try {
    await requireVersion(client)
    await client.query('begin')
    await takeLock(client)
    const applied = await appliedMigrations(client)
    const pending = pendingOf(migrations, applied)
    await migrateQueue(url)
    for (const migration of pending) await apply(client, migration)
    await provideAppRole(client, appUrl)
    await applyRepeatable(client, roleOf(appUrl), folder, pending.length > 0)
    await client.query('commit')
    await requireAppLogin(client, appUrl)
    return pending.map(({ name }) => name)
  } finally {
    // Ends the transaction too, if it did not come to its commit.
    await client.end()
  }
}

/** What is applied to a database, what the code still has to apply, and what the code does not know. */
export interface MigrationState {
  applied: string[]
  pending: string[]
  unknown: string[]
}

/**
 * Compares a database with the committed migrations; two small reads, nothing is changed.
 * @param query runs SQL and returns rows, e.g. `(sql) => system.$queryRawUnsafe(sql)`.
 */
export async function migrationState(
  query: <Row>(sql: string) => Promise<Row[]>,
  folder: string,
): Promise<MigrationState> {
  const known = await migrationNames(folder)
  const [table] = await query<{ present: boolean }>(TABLE_PRESENT)
  const rows = table?.present ? await query<AppliedMigration>(APPLIED) : []
  const applied = rows.filter(({ finished }) => finished).map((row) => row.migration_name)
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

const TABLE_PRESENT = `select to_regclass('"_prisma_migrations"') is not null as present`

const APPLIED = `
  select migration_name, checksum, finished_at is not null as finished
  from "_prisma_migrations" where rolled_back_at is null order by migration_name`

/** Prisma's own table, so that `prisma migrate status` and `diff` understand this database. */
const CREATE_TABLE = `
  create table "_prisma_migrations" (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`

async function requireVersion(client: Client): Promise<void> {
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  const version = rows[0]?.server_version ?? ''
  if (Number.parseInt(version, 10) < OLDEST_POSTGRES) {
    throw new Refusal(
      `The database is PostgreSQL ${version}: use version ${OLDEST_POSTGRES} or newer, or unset DATABASE_URL.`,
    )
  }
}

async function takeLock(client: Client): Promise<void> {
  await client.query(`set local lock_timeout = '${LOCK_PATIENCE}'`)
  try {
    await client.query('select pg_advisory_xact_lock($1)', [ADVISORY_LOCK])
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    throw new Refusal(
      `Another process has been migrating this database for ${LOCK_PATIENCE}: wait for it or end it, then start again.`,
    )
  }
}

async function appliedMigrations(client: Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ present: boolean }>(TABLE_PRESENT)
  if (!rows[0]?.present) {
    await client.query(CREATE_TABLE)
    return []
  }
  return (await client.query<AppliedMigration>(APPLIED)).rows
}

function pendingOf(migrations: Migration[], applied: AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { migration_name: name, checksum, finished } of applied) {
    const migration = known.get(name)
    if (!migration) {
      throw new Refusal(
        `The database is newer than this code (it has migration ${name}): update the code, or use another database.`,
      )
    }
    if (!finished) {
      throw new Refusal(
        `Migration ${name} was begun with another tool and did not finish: restore a backup, or settle it with "npx prisma migrate resolve".`,
      )
    }
    if (migration.checksum !== checksum) {
      throw new Refusal(
        `Migration ${name} was changed after it was applied: restore its file from git and put the change into a new migration.`,
      )
    }
  }
  const done = new Set(applied.map((row) => row.migration_name))
  return migrations.filter(({ name }) => !done.has(name))
}

async function apply(client: Client, { name, sql, checksum }: Migration): Promise<void> {
  await runScript(client, `Migration ${name}`, sql)
  await client.query(
    `insert into "_prisma_migrations" (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
     values ($1, $2, $3, now(), clock_timestamp(), 1)`,
    [randomUUID(), checksum, name],
  )
}

/**
 * What is in force (the scripts' text, and for which roles) is kept as the comment of Prisma's table:
 * a row there would look like an unknown migration to Prisma, and a table of our own like one to drop.
 */
async function applyRepeatable(
  client: Client,
  appRole: string,
  folder: string,
  force: boolean,
): Promise<void> {
  const scripts = await readRepeatable(folder)
  if (scripts.length === 0) return
  const { rows } = await client.query<{ comment: string | null; owner: string }>(
    `select obj_description('"_prisma_migrations"'::regclass, 'pg_class') as comment, current_user as owner`,
  )
  const checksums = scripts.map(({ checksum }) => checksum)
  const inForce = [...checksums, rows[0]?.owner, appRole].join(' ')
  if (!force && rows[0]?.comment === inForce) return
  await client.query(`select set_config('studyspace.app_role', $1, true)`, [appRole])
  for (const { name, sql } of scripts) await runScript(client, name, sql)
  await client.query(`comment on table "_prisma_migrations" is ${escapeLiteral(inForce)}`)
}

async function runScript(client: Client, what: string, sql: string): Promise<void> {
  try {
    await client.query(sql)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    const line = error.position && sql.slice(0, Number(error.position)).split('\n').length
    throw new Refusal(
      `${what} failed${line ? ` at line ${line}` : ''} and nothing was changed: ${error.message}`,
    )
  }
}
