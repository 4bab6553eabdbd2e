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
  const [live, role] = [await liveTables(client, appRole), await roleGaps(client, appRole)]
  return [
    ...role,
    ...tables.flatMap((table) => {
      const found = live.get(table.name)
      return found ? tableGaps(table, found) : [`The table ${table.name} is missing.`]
    }),
    ...(await functionGaps(client)),
  ]
}

type LiveTable = {
  name: string
  secured: boolean
  forced: boolean
  policies: { name: string; command: string; using: string | null; check: string | null }[]
  /** Names of the triggers that are enabled. */
  triggers: string[]
  /** select, insert, delete, truncate, references, trigger: whether the application may. */
  rights: Record<string, boolean>
  updatable: string[]
}

async function liveTables(client: Client, appRole: string): Promise<Map<string, LiveTable>> {
  const { rows } = await client.query<LiveTable>(LIVE_TABLES, [appRole])
  return new Map(rows.map((row) => [row.name, row]))
}

const LIVE_TABLES = `
  select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced,
    (select coalesce(jsonb_agg(jsonb_build_object('name', polname, 'command', polcmd,
       'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid))), '[]')
     from pg_policy where polrelid = c.oid) as policies,
    array(select tgname::text from pg_trigger
          where tgrelid = c.oid and not tgisinternal and tgenabled = 'O') as triggers,
    (select jsonb_object_agg(r, has_table_privilege($1, c.oid, r))
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
    ...(table.recorded ? AUDIT_TRIGGERS(table) : [])
      .filter((trigger) => !live.triggers.includes(trigger))
      .map((trigger) => `The trigger ${trigger} of ${name} is missing or disabled.`),
    ...(table.appendOnly && !live.triggers.includes('append_only')
      ? [`The trigger append_only of ${name} is missing or disabled.`]
      : []),
    ...rightGaps(table, live),
  ]
}

const AUDIT_TRIGGERS = ({ name }: Table) =>
  ['audit_insert', 'audit_update', 'audit_truncate', name !== 'Space' && 'audit_delete'].filter(
    (trigger) => trigger !== false,
  )

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
      return same ? [] : [`The policy ${policy.name} of ${name} does not say: ${policy.condition}.`]
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
  const { rows } = await client.query<Record<string, boolean>>(ROLE, [appRole])
  const [role] = rows
  if (!role) return [`The role ${appRole} is missing.`]
  return Object.entries(ROLE_GAPS)
    .filter(([gap]) => role[gap])
    .map(([, sentence]) => `The role ${appRole} ${sentence}.`)
}

const ROLE = `
  select rolsuper as super, rolbypassrls as bypass, rolcreaterole or rolcreatedb as creates,
    pg_has_role(oid, (select relowner from pg_class where oid = '"Space"'::regclass), 'member') as member,
    exists (select from pg_class where relowner = r.oid)
      or exists (select from pg_proc where proowner = r.oid) as owns,
    has_schema_privilege(oid, current_schema(), 'create') as schema,
    has_database_privilege(oid, current_database(), 'temporary') as temporary
  from pg_roles r where rolname = $1`

const ROLE_GAPS: Record<string, string> = {
  super: 'is a superuser',
  bypass: 'may bypass row-level security',
  creates: 'may create roles or databases',
  member: 'may become the owner of the tables',
  owns: 'owns tables or functions',
  schema: 'may create tables and functions',
  temporary: 'may create temporary tables',
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
