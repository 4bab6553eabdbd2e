import type { Client } from 'pg'
import { type Table, tables } from '@/generated/tenancy'
import { Refusal } from '@/lib/refusal'
import { connectTo } from './connect-to'

/**
 * Compares a live database with what schema.zmodel asks of it: row-level security, policies, triggers,
 * and the rights of the application's role. The server does not start on a database with a gap.
 */

/**
 * @param url connection string of the role that owns the database.
 * @returns how many tables are fenced.
 * @throws Refusal that lists every gap.
 */
export async function requireFence(url: string, appRole: string): Promise<number> {
  const client = await connectTo(url)
  try {
    const gaps = await fenceGaps(client, appRole)
    if (gaps.length === 0) return tables.length
    throw new Refusal(
      `The database does not keep spaces apart as this code asks, so the server does not start:\n${gaps
        .map((gap) => `  - ${gap}`)
        .join(
          '\n',
        )}\nIf nobody changed the database by hand, restore a backup and report it; otherwise "comment on table \\"_prisma_migrations\\" is null" has everything applied again at the next start.`,
    )
  } finally {
    await client.end()
  }
}

/** What is missing or too much, one sentence each; nothing is changed. */
export async function fenceGaps(client: Client, appRole: string): Promise<string[]> {
  if (!(await hasRole(client, appRole))) return [`The role ${appRole} is missing.`]
  const live = await liveTables(client, appRole)
  return [
    ...(await roleGaps(client, appRole)),
    ...tables.flatMap((table) => {
      const found = live.get(table.name)
      return found ? tableGaps(table, found) : [`The table ${table.name} is missing.`]
    }),
    ...(await strangerGaps(client, appRole)),
    ...(await functionGaps(client)),
  ]
}

async function hasRole(client: Client, appRole: string): Promise<boolean> {
  const { rows } = await client.query('select from pg_roles where rolname = $1', [appRole])
  return rows.length > 0
}

type LiveTable = {
  name: string
  secured: boolean
  forced: boolean
  policies: LivePolicy[]
  /** Names of the triggers that are enabled. */
  triggers: string[]
  /** Names of those that are not, foreign keys included. */
  disabled: string[]
  /** select, insert, delete, truncate, references, trigger: whether the application may. */
  rights: Record<string, boolean>
  updatable: string[]
}

type LivePolicy = {
  name: string
  command: string
  using: string | null
  check: string | null
  /** For whom: everybody, or the owner of the table alone, or somebody else. */
  to: 'all' | 'owner' | 'others'
}

async function liveTables(client: Client, appRole: string): Promise<Map<string, LiveTable>> {
  const { rows } = await client.query<LiveTable>(LIVE_TABLES, [appRole])
  return new Map(rows.map((row) => [row.name, row]))
}

const LIVE_TABLES = `
  select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    (select coalesce(jsonb_agg(jsonb_build_object('name', polname, 'command', polcmd,
       'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid),
       'to', case when polroles = '{0}' then 'all' when polroles = array[c.relowner] then 'owner' else 'others' end)), '[]')
     from pg_policy where polrelid = c.oid) as policies,
    array(select tgname::text from pg_trigger
          where tgrelid = c.oid and not tgisinternal and tgenabled = 'O') as triggers,
    array(select tgname::text from pg_trigger where tgrelid = c.oid and tgenabled <> 'O') as disabled,
    (select jsonb_object_agg(r, case
       when r in ('select', 'insert', 'references') then has_any_column_privilege($1, c.oid, r)
       else has_table_privilege($1, c.oid, r) end)
     from unnest(array['select', 'insert', 'delete', 'truncate', 'references', 'trigger']) as r) as rights,
    array(select attname::text from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped
            and has_column_privilege($1, c.oid, attnum, 'update')) as updatable
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'`

function tableGaps(table: Table, live: LiveTable): string[] {
  const { name } = table
  return [
    ...(live.secured ? [] : [`Row-level security of ${name} is off.`]),
    ...(live.forced ? [] : [`Row-level security of ${name} is not forced on its owner.`]),
    ...policyGaps(table, live),
    ...triggerGaps(table, live),
    ...rightGaps(table, live),
  ]
}

function triggerGaps(table: Table, live: LiveTable): string[] {
  const needed = triggersOf(table).filter((trigger) => !live.triggers.includes(trigger))
  return [...new Set([...needed, ...live.disabled])].map(
    (trigger) => `The trigger ${trigger} of ${table.name} is missing or disabled.`,
  )
}

/** The triggers that the border and the trail stand on. */
function triggersOf({ name, recorded, appendOnly, columns }: Table): string[] {
  const belongs = columns.some((column) => column.name === 'spaceId')
  return [
    ...(recorded ? ['audit_insert', 'audit_update', 'audit_truncate'] : []),
    ...(recorded && belongs ? ['audit_delete'] : []),
    ...(appendOnly ? ['append_only'] : []),
    ...(belongs ? ['write_once'] : []),
    ...(ALSO[name] ?? []),
  ]
}

const ALSO: Record<string, string[]> = {
  AuditEvent: ['audit_seal'],
  File: ['file_place', 'stray_objects'],
  Folder: ['folder_place'],
  Space: ['space_deleted'],
  SpaceUser: ['space_keeps_owner'],
  User: ['space_keeps_owner'],
}

const COMMAND: Record<string, string> = {
  '*': 'all',
  r: 'select',
  w: 'update',
  d: 'delete',
  a: 'insert',
}

function policyGaps({ name, policies }: Table, live: LiveTable): string[] {
  const expected = [{ name: 'owner', command: 'all', condition: 'true' }, ...policies]
  return [
    ...expected.flatMap((policy) => {
      const found = live.policies.find((candidate) => candidate.name === policy.name)
      if (!found || COMMAND[found.command] !== policy.command) {
        return [`The policy ${policy.name} (${policy.command}) of ${name} is missing.`]
      }
      const same = [found.using, found.check].every(
        (text) => text === null || essence(text) === essence(policy.condition),
      )
      return [
        ...(same
          ? []
          : [`The policy ${policy.name} of ${name} does not say: ${policy.condition}.`]),
        ...(found.to === (policy.name === 'owner' ? 'owner' : 'all')
          ? []
          : [`The policy ${policy.name} of ${name} is for other roles.`]),
      ]
    }),
    ...live.policies
      .filter((found) => !expected.some((policy) => policy.name === found.name))
      .map((found) => `${name} has a policy that nobody asked for: ${found.name}.`),
  ]
}

/** A condition without what PostgreSQL adds when it prints one: parentheses, names of columns, casts. */
const essence = (condition: string) =>
  condition
    .toLowerCase()
    .replace(/ as studyspace_\w+/g, '')
    .replace(/::text(\[\])?/g, '')
    .replace(/[\s()"]/g, '')

function rightGaps({ name, rights }: Table, live: LiveTable): string[] {
  const expected: Record<string, boolean> = {
    ...{ select: rights.select, insert: rights.insert, delete: rights.delete },
    ...{ truncate: false, references: false, trigger: false },
  }
  const columns = new Set([...rights.update, ...live.updatable])
  return [
    ...Object.entries(expected)
      .filter(([right, may]) => live.rights[right] !== may)
      .map(([right, may]) =>
        may ? `The application may not ${right} ${name}.` : `The application may ${right} ${name}.`,
      ),
    ...[...columns]
      .filter((column) => rights.update.includes(column) !== live.updatable.includes(column))
      .map((column) =>
        rights.update.includes(column)
          ? `The application may not update ${name}.${column}.`
          : `The application may update ${name}.${column}.`,
      ),
  ]
}

async function roleGaps(client: Client, appRole: string): Promise<string[]> {
  const { rows } = await client.query<Record<string, boolean> & { becomes: string[] }>(ROLE, [
    appRole,
  ])
  return rows.flatMap((role) => [
    ...Object.entries(ROLE_GAPS)
      .filter(([gap]) => role[gap])
      .map(([, sentence]) => `The role ${appRole} ${sentence}.`),
    ...role.becomes.map((name) => `The role ${appRole} may become ${name}.`),
  ])
}

const ROLE = `
  select rolsuper as super, rolbypassrls as bypass, rolcreaterole or rolcreatedb as creates,
    array(select roleid::regrole::text from pg_auth_members where member = r.oid) as becomes,
    exists (select from pg_class where relowner = r.oid)
      or exists (select from pg_proc where proowner = r.oid) as owns,
    has_schema_privilege(oid, current_schema(), 'create') as schema,
    has_database_privilege(oid, current_database(), 'temporary') as temporary
  from pg_roles r where rolname = $1`

const ROLE_GAPS: Record<string, string> = {
  super: 'is a superuser',
  bypass: 'may bypass row-level security',
  creates: 'may create roles or databases',
  owns: 'owns tables or functions',
  schema: 'may create tables and functions',
  temporary: 'may create temporary tables',
}

/** Views and tables that the schema does not have: a view shows what its owner sees. */
async function strangerGaps(client: Client, appRole: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f')
       and relname <> all ($2)
       and (has_any_column_privilege($1, oid, 'select, insert, update') or has_table_privilege($1, oid, 'delete, truncate'))`,
    [appRole, tables.map(({ name }) => name)],
  )
  return rows.map(
    ({ name }) => `The application may use ${name}, which schema.zmodel does not have.`,
  )
}

/** Functions that run as the owner, and that the policies and triggers stand on. */
async function functionGaps(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select proname as name from pg_proc
     where pronamespace = current_schema()::regnamespace and prosecdef
       and (proconfig is null or not exists (select from unnest(proconfig) as c where c like 'search_path=%'))`,
  )
  return rows.map(
    ({ name }) => `The function ${name} runs as the owner without a search path of its own.`,
  )
}
