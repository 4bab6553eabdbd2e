import { Client } from 'pg'
import { afterAll, beforeAll } from 'vitest'
import { env } from '@/lib/env'
import type { Persona } from '../support/personas'
import { countCase } from './cases'
import { spaceOf } from './doors'
import { createIsolatedWorld, type Digest, digestOf, type World } from './world'

/**
 * SQL by hand under the application's role: what row-level security and the grants hold alone, when a
 * mistake in the code lets a statement through. Roles inside a space are not its business, the border
 * is.
 */

export let world: World
export let client: Client
/** Every row as it was at the beginning. */
export let untouched: Digest
beforeAll(async () => {
  world = await createIsolatedWorld()
  untouched = await digestOf(null)
  client = new Client({ connectionString: env.APP_DATABASE_URL })
  await client.connect()
})
afterAll(() => client.end())

type Result = { code: string; rows: Record<string, unknown>[]; count: number }

/** Runs one statement as `persona`, or as nobody, and undoes it; `code` is empty when it worked. */
export async function run(
  persona: Persona | null,
  sql: string,
  values: unknown[] = [],
): Promise<Result> {
  countCase()
  await client.query('begin')
  try {
    const { userId = '' } = persona ?? {}
    const { spaceId = '' } = persona ? spaceOf(world, persona) : {}
    await client.query(
      `select set_config('app.user_id', $1, true), set_config('app.space_id', $2, true)`,
      [userId, spaceId],
    )
    const { rows, rowCount } = await client.query(sql, values)
    return { code: '', rows, count: rowCount ?? 0 }
  } catch (error) {
    return { code: (error as { code: string }).code, rows: [], count: 0 }
  } finally {
    await client.query('rollback')
  }
}

/** SQLSTATE of what the role may not do. */
export const NO_RIGHT = '42501'
export const quote = (name: string) => `"${name}"`
