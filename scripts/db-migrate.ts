import './env-file'
import './environment'
import { migrate } from '@/lib/db/migrate'
import { Refusal } from '@/lib/refusal'
import { command, say, step } from './command'
import { openDatabase } from './database'
import { completeEnvironment, listenAddress } from './environment'
import { generateCode, openForCode } from './generated-code'
import { MIGRATIONS, missingSql, writeMigration } from './migration-draft'
import { reportOf } from './migration-report'
import { requireFitting } from './rows-that-stand'

/**
 * `npm run db:migrate -- NAME`: from schema.zmodel to an SQL migration that a person reviews, applied
 * to the local database. Everything that is wrong is said before anything is written.
 */
await command(async () => {
  const name = requireName(process.argv[2])
  const [schema, database] = await step('check', () =>
    together([openForCode(), openDatabase()], async ([opened, started]) => {
      opened?.close()
      await started?.release()
    }),
  )
  try {
    // The code is generated while PostgreSQL replays the migrations.
    const stop = new AbortController()
    const generating = step(
      'generate',
      () => generateCode(stop.signal, schema),
      (done) => (done ? 'src/generated written' : 'up to date'),
    )
    // Awaited below; a failure there must not end the process before it is told.
    generating.catch(() => {})
    const sql = await step(
      'compare',
      async () => {
        const text = await missingSql(database.url, schema.prisma)
        await requireFitting(database.url, text)
        return text
      },
      (text) => (text ? 'changes found' : 'no change'),
    ).catch((error: unknown) => {
      stop.abort()
      throw error
    })
    await generating
    if (sql) await writeMigration(name, sql)
    const appUrl = await completeEnvironment({
      databaseUrl: database.url,
      embedded: database.embedded,
      port: listenAddress().port,
      dev: true,
    })
    const applied = await step(
      'apply',
      () => migrate(database.url, appUrl, MIGRATIONS.root),
      (names) => names.join(', ') || 'nothing pending',
    )
    if (sql) say(reportOf(sql, schema.models))
    else if (applied.length === 0) say('schema.zmodel and the migrations agree: nothing to do.')
  } finally {
    schema.close()
    await database.release()
  }
})

/** Hyphens and underscores mean the same. */
function requireName(given: string | undefined): string {
  const name = given?.replaceAll('-', '_')
  if (name && /^[a-z][a-z0-9_]{1,59}$/.test(name)) return name
  throw new Refusal(
    'Say what the migration does in small letters, digits and hyphens: npm run db:migrate -- add-study-notes',
  )
}

/** Like Promise.all, but `undo` gets what came of the others when one fails. */
async function together<A, B>(
  [first, second]: [Promise<A>, Promise<B>],
  undo: (results: [A | undefined, B | undefined]) => Promise<void>,
): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value]
  await undo([
    a.status === 'fulfilled' ? a.value : undefined,
    b.status === 'fulfilled' ? b.value : undefined,
  ])
  throw a.status === 'rejected' ? a.reason : (b as PromiseRejectedResult).reason
}
