import type { Client } from 'pg'
import { type Table, tables } from '@/generated/tenancy'

/** What the application's role may do, on tables, on columns and at all. */

/** Rights that are missing or too much, and what the role could do besides. */
export async function rightGaps(client: Client, appRole: string): Promise<string[]> {
  const { rows } = await client.query<LiveRights>(LIVE_RIGHTS, [appRole])
  const live = new Map(rows.map((row) => [row.name, row]))
  return [
    ...(await roleGaps(client, appRole)),
    ...tables.flatMap((table) => {
      const found = live.get(table.name)
      return found ? tableGaps(table, found) : []
    }),
    ...(await strangerGaps(client, appRole)),
  ]
}

type LiveRights = {
  name: string
  /** select, insert, delete, truncate, references, trigger: whether the application may. */
  rights: Record<string, boolean>
  updatable: string[]
}

const LIVE_RIGHTS = `
  select c.relname as name,
    (select jsonb_object_agg(r, case
       when r in ('select', 'insert', 'references') then has_any_column_privilege($1, c.oid, r)
       else has_table_privilege($1, c.oid, r) end)
     from unnest(array['select', 'insert', 'delete', 'truncate', 'references', 'trigger']) as r) as rights,
    array(select attname::text from pg_attribute
          where attrelid = c.oid and attnum > 0 and not attisdropped
            and has_column_privilege($1, c.oid, attnum, 'update')) as updatable
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'`

function tableGaps({ name, rights }: Table, live: LiveRights): string[] {
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
    coalesce((select has_schema_privilege(r.oid, n.oid, 'usage, create') from pg_namespace n where nspname = 'graphile_worker'), false) as queue,
    has_database_privilege(oid, current_database(), 'temporary') as temporary
  from pg_roles r where rolname = $1`

const ROLE_GAPS: Record<string, string> = {
  super: 'is a superuser',
  bypass: 'may bypass row-level security',
  creates: 'may create roles or databases',
  owns: 'owns tables or functions',
  schema: 'may create tables and functions',
  queue: 'may reach the queue of jobs',
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
