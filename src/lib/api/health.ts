import { databaseState } from '../db/health'
import { respond } from './respond'

/**
 * For whatever watches the server: 200 `{ status: 'ok', database: 'up', migrations: { applied } }`, or
 * 503 when the database does not answer or does not have exactly the migrations of this code.
 */
export async function healthOf(): Promise<Response> {
  try {
    const { applied, pending, unknown } = await databaseState()
    const ok = pending.length === 0 && unknown.length === 0
    const migrations = { applied: applied.length, pending, unknown }
    return respond(
      { status: ok ? 'ok' : 'wrong migrations', database: 'up', migrations },
      ok ? 200 : 503,
    )
  } catch {
    return respond({ status: 'no database', database: 'down' }, 503)
  }
}
