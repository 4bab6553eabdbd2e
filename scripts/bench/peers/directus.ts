import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { freePort } from '../../free-port'
import { Child } from '../child'

/** Directus as one process, on a database of its own that holds the same rows. */

export const FOLDER = resolve('bench/peers/directus')
// Not the command, which asks the registry for a newer version first.
const PROGRAM = resolve(FOLDER, 'node_modules/@directus/api/dist/cli/run.js')

/** The static token of the user of a space. */
export const tokenOf = (spaceId: string): string => `token-of-${spaceId}`

/** Everything off that only costs time here, so that it does what our API does. */
const environmentOf = (databaseUrl: string, port: number): NodeJS.ProcessEnv => ({
  ...{ PATH: process.env.PATH, NODE_ENV: 'production', LOG_LEVEL: 'error' },
  ...{ HOST: '127.0.0.1', PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
  SECRET: randomUUID(),
  ...{ DB_CLIENT: 'pg', DB_CONNECTION_STRING: databaseUrl },
  // Connections wait while it is the others' turn.
  SERVER_KEEP_ALIVE_TIMEOUT: '0',
  // As many to PostgreSQL as the others have, open from the start.
  ...{ DB_POOL__MIN: '16', DB_POOL__MAX: '16' },
  ...{ TELEMETRY: 'false', CACHE_ENABLED: 'false', WEBSOCKETS_ENABLED: 'false' },
  ...{ RATE_LIMITER_ENABLED: 'false', PRESSURE_LIMITER_ENABLED: 'false', SERVE_APP: 'false' },
})

function start(databaseUrl: string, port: number, args: string[], witnessed: boolean): Child {
  return Child.start(PROGRAM, args, {
    cwd: FOLDER,
    env: environmentOf(databaseUrl, port),
    execArgv: witnessed ? ['--import', resolve('scripts/bench/witness.mjs')] : [],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
}

/** Makes Directus' own tables in an empty database. */
export const installTables = (databaseUrl: string): Promise<void> =>
  start(databaseUrl, 0, ['bootstrap', '--skipAdminInit'], false).finished()

/** @returns its process and the port that it listens on. */
export async function listenForDirectus(databaseUrl: string): Promise<[Child, number]> {
  const port = await freePort()
  const server = start(databaseUrl, port, ['start'], true)
  // It says "ready" to whoever started it.
  await server.next()
  return [server, port]
}
