import { createHmac } from 'node:crypto'
import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg'
import { Refusal } from '@/lib/refusal'

/**
 * The role that the application connects as. It owns nothing and cannot bypass row-level security, so
 * that PostgreSQL enforces the border between spaces whatever the code asks for. Only migrations,
 * sign-in and jobs connect as the owner (src/lib/db/system.ts).
 */

const WRONG_PASSWORD = '28P01'
const NO_RIGHT = '42501'

/**
 * The connection string of the application's role, for an installation that does not say one: a role
 * named after the database, with a password that follows from the installation's secret.
 */
export function appUrlOf(databaseUrl: string, secret: string): string {
  const url = new URL(databaseUrl)
  const password = createHmac('sha256', secret).update('application role').digest('base64url')
  // As parameters: a connection string without a host has no place for them before the "@".
  url.username = url.password = ''
  url.searchParams.set('user', `${partsOf(databaseUrl).database}_app`)
  url.searchParams.set('password', password)
  return url.href
}

/** The name of the role in a connection string. */
export const roleOf = (url: string): string => partsOf(url).user ?? ''

/** Reads a connection string as the driver does. */
const partsOf = (url: string) => new Client({ connectionString: url })

/**
 * Makes the role if it is missing, inside the transaction of the migrations.
 * @throws Refusal when the role of DATABASE_URL may not make one, or the two are the same.
 */
export async function provideAppRole(client: Client, appUrl: string): Promise<void> {
  const name = roleOf(appUrl)
  const { rows } = await client.query<{ owner: string; present: boolean }>(
    'select current_user as owner, exists (select from pg_roles where rolname = $1) as present',
    [name],
  )
  const [found] = rows
  if (found?.owner === name) {
    throw new Refusal(
      `APP_DATABASE_URL and DATABASE_URL connect as the same role (${name}): the application needs one that owns nothing. Unset APP_DATABASE_URL to have it made.`,
    )
  }
  if (found?.present) return
  try {
    await client.query(`create role ${escapeIdentifier(name)} ${LOGIN} ${passwordOf(appUrl)}`)
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.code !== NO_RIGHT) throw error
    throw new Refusal(
      `The role of DATABASE_URL may not make the role that the application connects as: have an administrator run "create role ${name} ${LOGIN} password '...'" and set APP_DATABASE_URL, or "alter role ${found?.owner} createrole".`,
    )
  }
}

/**
 * Makes sure that the application can connect, after the migrations made its role: the role may have
 * been made under another secret.
 * @param owner a connection of the role that owns the database.
 * @throws Refusal when it cannot.
 */
export async function requireAppLogin(owner: Client, appUrl: string): Promise<void> {
  if ((await loginError(appUrl)) !== WRONG_PASSWORD) return
  const name = roleOf(appUrl)
  try {
    await owner.query(`alter role ${escapeIdentifier(name)} ${passwordOf(appUrl)}`)
  } catch {
    throw new Refusal(
      `The password of the database role ${name} is another one: set APP_DATABASE_URL to a connection string of that role.`,
    )
  }
}

/** The code of the error with which a login fails, or undefined when it succeeds. */
async function loginError(url: string): Promise<string | undefined> {
  const client = partsOf(url)
  client.on('error', () => {})
  try {
    await client.connect()
    return undefined
  } catch (error) {
    const { code, message } = error as DatabaseError
    if (code === WRONG_PASSWORD) return code
    throw new Refusal(
      `The database role ${roleOf(url)}, as which the application connects, cannot connect (${message}): allow it in pg_hba.conf, or set APP_DATABASE_URL.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
}

const LOGIN = 'login nosuperuser nocreatedb nocreaterole nobypassrls noinherit'

const passwordOf = (appUrl: string) => `password ${escapeLiteral(partsOf(appUrl).password ?? '')}`
