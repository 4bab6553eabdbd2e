import type { Client } from 'pg'
import { type Table, tables } from '@/generated/tenancy'

/** The triggers that the border and the trail stand on: there, enabled, and doing what they should. */

/**
 * Triggers that are missing, disabled, replaced or too much.
 * @param scripts the text of the scripts that make them.
 */
export async function triggerGaps(client: Client, scripts: string): Promise<string[]> {
  const { rows } = await client.query<LiveTrigger>(LIVE_TRIGGERS)
  const written = writtenTriggers(scripts)
  return tables.flatMap((table) => {
    const live = rows.filter((row) => row.table === table.name)
    const names = new Set([...triggersOf(table), ...live.map(({ name }) => name)])
    return [...names].flatMap((name) => {
      const found = live.find((trigger) => trigger.name === name)
      if (!found?.enabled) return [`The trigger ${name} of ${table.name} is missing or disabled.`]
      if (found.internal) return []
      const functions = written.functions.get(name)
      if (!functions) return [`${table.name} has a trigger that nobody asked for: ${name}.`]
      const text = written.texts.get(`${table.name} ${name}`)
      const same = functions.has(found.calls) && (!text || essence(found.text) === essence(text))
      return same ? [] : [`The trigger ${name} of ${table.name} does something else.`]
    })
  })
}

type LiveTrigger = {
  table: string
  name: string
  enabled: boolean
  /** Of a foreign key. */
  internal: boolean
  /** The function. */
  calls: string
  text: string
}

const LIVE_TRIGGERS = `
  select c.relname as table, tgname as name, tgenabled = 'O' as enabled, tgisinternal as internal,
    proname as calls, pg_get_triggerdef(t.oid) as text
  from pg_trigger t join pg_class c on c.oid = tgrelid join pg_proc p on p.oid = tgfoid
  where c.relnamespace = current_schema()::regnamespace`

/** The triggers that have to be there. */
function triggersOf({ name, recorded, appendOnly, columns, events }: Table): string[] {
  const belongs = columns.some((column) => column.name === 'spaceId')
  return [
    ...(recorded ? ['audit_insert', 'audit_update', 'audit_truncate'] : []),
    ...(recorded && belongs ? ['audit_delete'] : []),
    ...(events ? ['webhook_insert', 'webhook_update', 'webhook_delete'] : []),
    ...(appendOnly ? ['append_only'] : []),
    ...(belongs ? ['write_once'] : []),
    ...(belongs && !appendOnly ? ['later'] : []),
    ...(ALSO[name] ?? []),
  ]
}

const ALSO: Record<string, string[]> = {
  ApiKey: ['key_deleted'],
  AuditEvent: ['audit_seal'],
  Credential: ['key_signs_in'],
  File: ['file_place', 'stray_objects'],
  Folder: ['folder_place'],
  OidcAccount: ['key_signs_in'],
  Session: ['key_signs_in'],
  Space: ['space_deleted'],
  SpaceUser: ['space_keeps_owner', 'key_member', 'key_ends'],
  User: ['space_keeps_owner', 'user_kind'],
  Webhook: ['webhook_deleted'],
}

type Written = {
  /** By the name of a trigger: the functions that it may call. */
  functions: Map<string, Set<string>>
  /** By table and name: the statement. Only of triggers for one named table and without a condition. */
  texts: Map<string, string>
}

function writtenTriggers(scripts: string): Written {
  const written: Written = { functions: new Map(), texts: new Map() }
  const statements = scripts.matchAll(
    /create (?:or replace |constraint )?trigger (\w+) [^;]*?execute function (\w+)\([^)]*\)/g,
  )
  for (const [text, name = '', calls = ''] of statements) {
    written.functions.set(name, new Set(written.functions.get(name)).add(calls))
    const table = / on "(\w+)"/.exec(text)?.[1]
    if (table && !text.includes(' when (')) written.texts.set(`${table} ${name}`, text)
  }
  return written
}

/** A statement without what PostgreSQL writes differently: capitals, the schema, the order of events. */
const essence = (text: string) =>
  text
    .toLowerCase()
    .replace('or replace ', '')
    .replace(/ on (\w+|"[^"]+")\./, ' on ')
    .replace(/(before|after) .*? on /, (events) =>
      events
        .split(/\s+or\s+|\s+/)
        .sort()
        .join(' '),
    )
    .replace(/\s+/g, ' ')
