import { join, resolve } from 'node:path'
import { appUrlOf } from '@/lib/db/app-role'
import { Refusal } from '@/lib/refusal'
import { secretIn } from './secret'

/**
 * The only place where scripts read and complete `process.env`; src/lib/env.ts validates the result
 * for the server. Import it before anything that reads the environment.
 */

Object.assign(process.env, {
  // Nothing is sent to, or fetched from, anybody.
  NEXT_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  CHECKPOINT_DISABLE: '1',
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
})

/** Connection string of the user's own PostgreSQL; absent when the built-in one is to be used. */
export const ownDatabase: string | undefined = process.env.DATABASE_URL || undefined

/** Where the built-in database and generated secrets live; STUDYSPACE_DATA moves it. */
export const dataFolder: string = resolve(process.env.STUDYSPACE_DATA || '.data')

/** The demo belongs to the built-in database; a real one gets it on request only. */
export const wantsDemo: boolean = !ownDatabase || process.env.SEED_DEMO === '1'

/** Where the server listens: PORT (3000) on HOST (all interfaces). */
export function listenAddress(): { port: number; host: string } {
  const given = process.env.PORT || '3000'
  const port = Number(given)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Refusal(`PORT is "${given}": set it to a number from 1 to 65535.`)
  }
  return { port, host: process.env.HOST || '0.0.0.0' }
}

/**
 * Fills in what the server needs and an installation without configuration leaves out, then has
 * src/lib/env.ts check everything.
 * @returns the connection string of the application's role.
 * @throws Refusal naming the variables that are not usable.
 */
export async function completeEnvironment(server: {
  databaseUrl: string
  embedded: boolean
  port: number
  dev: boolean
}): Promise<string> {
  const { APP_DATABASE_URL, APP_URL, AUTH_SECRET, STUDYSPACE_EMBEDDED, FILES_FOLDER } = process.env
  const url = APP_URL || `http://localhost:${server.port}`
  const secret = AUTH_SECRET || (await secretIn(dataFolder, 'auth-secret'))
  const appUrl = APP_DATABASE_URL || appUrlOf(server.databaseUrl, secret)
  Object.assign(process.env, {
    NODE_ENV: server.dev ? 'development' : 'production',
    DATABASE_URL: server.databaseUrl,
    STUDYSPACE_EMBEDDED: server.embedded ? 'true' : (STUDYSPACE_EMBEDDED ?? ''),
    APP_URL: url,
    NEXTAUTH_URL: url,
    APP_DATABASE_URL: appUrl,
    AUTH_SECRET: secret,
    FILES_FOLDER: FILES_FOLDER || join(dataFolder, 'files'),
  })
  try {
    await import('@/lib/env')
  } catch (error) {
    throw new Refusal((error as Error).message)
  }
  return appUrl
}
