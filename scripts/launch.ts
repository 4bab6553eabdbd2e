import { roleOf } from '@/lib/db/app-role'
import { migrate } from '@/lib/db/migrate'
import { say, step } from './command'
import { type Database, openDatabase } from './database'
import { completeEnvironment, listenAddress, wantsDemo } from './environment'
import { generateCode } from './generated-code'
import { type Address, type RunningServer, requireFree, serve } from './http-server'
import { buildApplication } from './next-build'
import type { DemoAccount } from './seed'
import { stopped, stopSignal } from './stop-signal'

/**
 * From nothing to a running server, and back: returns after Ctrl-C or SIGTERM, when requests are
 * finished and the database is left. A stop is obeyed at every step.
 * @throws Refusal when something is missing or wrong.
 */
export async function launch({ dev }: { dev: boolean }): Promise<void> {
  const stop = stopSignal()
  const address = listenAddress()
  await requireFree(address)
  say('Studyspace')
  await Promise.race([generate(stop), stopped(stop)])
  if (stop.aborted) return
  const database = await step('database', openDatabase, nameOf)
  try {
    const server = await Promise.race([start(database, address, dev, stop), stopped(stop)])
    if (!server) return
    await stopped(stop)
    say('\nStopping')
    await step('server', server.close, () => 'requests finished')
    await disconnect()
  } finally {
    if (database.embedded) await step('database', database.release, () => 'left')
  }
}

function generate(stop: AbortSignal): Promise<boolean> {
  return step(
    'generate',
    () => generateCode(stop),
    (done) => (done ? 'code written' : 'up to date'),
  )
}

async function start(
  database: Database,
  address: Address,
  dev: boolean,
  stop: AbortSignal,
): Promise<RunningServer> {
  const appUrl = await completeEnvironment({
    databaseUrl: database.url,
    embedded: database.embedded,
    port: address.port,
    dev,
  })
  await step(
    'migrations',
    () => migrate(database.url, appUrl, 'prisma'),
    (names) => (names.length ? `${names.length} applied` : 'up to date'),
  )
  await step(
    'isolation',
    () => requireFence(database.url, appUrl),
    (tables) => `${tables} tables fenced`,
  )
  const accounts = wantsDemo ? await step('demo', loadDemo) : []
  if (!dev)
    await step(
      'build',
      () => buildApplication(stop),
      (done) => (done ? 'application built' : 'up to date'),
    )
  const server = await step(
    'server',
    () => serve(address, dev),
    () => 'ready',
  )
  say(`\n  ${process.env.APP_URL}\n`)
  for (const { email, password, who } of accounts) say(`  ${email.padEnd(26)} ${password}   ${who}`)
  return server
}

/** Imported late: a fresh clone has no generated code until `generate` has run. */
async function requireFence(url: string, appUrl: string): Promise<number> {
  const fence = await import('@/lib/db/fence-check')
  return fence.requireFence(url, roleOf(appUrl), 'prisma')
}

/** Imported late, like everything that reads src/lib/env.ts: the environment must be complete. */
async function loadDemo(): Promise<DemoAccount[]> {
  const { seedDemo } = await import('./seed')
  return (await seedDemo()).accounts
}

async function disconnect(): Promise<void> {
  const { stopSending } = await import('@/lib/webhooks/worker')
  await stopSending()
  const connections = await import('@/lib/db/system')
  await connections.disconnect()
}

function nameOf({ url, embedded }: Database): string {
  const { host, pathname } = new URL(url)
  return embedded ? `built-in PostgreSQL on ${host}` : `${host}${pathname}`
}
