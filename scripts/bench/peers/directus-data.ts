import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { connectTo } from '@/lib/db/connect-to'
import { installTables, tokenOf } from './directus'

/**
 * What somebody who uses Directus would set up: three collections with their links, the indexes that
 * the calls here need, one role with one policy that has one rule for each collection, and a user of
 * that role for each space that is worked in. Triggers, checks and the other tables are ours alone.
 */
const TABLES = `
  create table "Space" (id text primary key, slug text not null unique, name text not null);
  create table "Study" (
    id text primary key, "spaceId" text not null references "Space" on delete cascade,
    key text not null, title text not null, status text not null,
    unique ("spaceId", key)
  );
  create table "Participant" (
    id text primary key, "createdAt" timestamptz(3) not null default now(),
    "updatedAt" timestamptz(3) not null default now(), "createdById" text not null,
    "spaceId" text not null references "Space" on delete cascade,
    "studyId" text not null references "Study" on delete cascade,
    code text not null, status text not null default 'SCREENING', "armId" text, locale text,
    "timeZone" text, "enrolledAt" timestamptz(3), "enrolledOn" date, "exitedAt" timestamptz(3),
    "exitReason" text, "isTest" boolean not null default false, baseline jsonb not null default '{}',
    unique ("spaceId", "studyId", code)
  );
  create index on "Participant" ("spaceId", "createdAt", id);
  create index on "Participant" ("studyId");
  alter table directus_users add column space text references "Space";
`

const COLLECTIONS = { Space: 'id', Study: 'spaceId', Participant: 'spaceId' }

const LINKS = [
  ['Study', 'spaceId', 'Space'],
  ['Participant', 'spaceId', 'Space'],
  ['Participant', 'studyId', 'Study'],
]

/** What Directus fills in itself. */
const FIELDS = [
  ['id', 'uuid'],
  ['createdAt', 'date-created'],
  ['updatedAt', 'date-updated'],
  ['createdById', 'user-created'],
]

const COPIED_AT_ONCE = 20_000

/**
 * Fills an empty database with Directus' tables and the rows of ours.
 * @param from our database. @param to that of Directus. @param spaceIds that are worked in.
 */
export async function fillDirectus(from: string, to: string, spaceIds: string[]): Promise<void> {
  await installTables(to)
  const [source, target] = await Promise.all([connectTo(from), connectTo(to)])
  try {
    await target.query(TABLES)
    for (const table of Object.keys(COLLECTIONS)) await copyRows(source, target, table)
    await declareCollections(target)
    await admit(target, spaceIds)
    await target.query('vacuum analyze')
  } finally {
    await Promise.all([source.end(), target.end()])
  }
}

async function copyRows(source: Client, target: Client, table: string): Promise<void> {
  let after = ''
  for (;;) {
    const { rows } = await source.query<{ part: string; last: string | null }>(
      `select json_agg(t)::text as part, max(t.id) as last
       from (select * from "${table}" where id > $1 order by id limit ${COPIED_AT_ONCE}) t`,
      [after],
    )
    const [{ part, last } = { part: '', last: null }] = rows
    if (last === null) return
    await target.query(
      `insert into "${table}" select * from json_populate_recordset(null::"${table}", $1)`,
      [part],
    )
    after = last
  }
}

async function declareCollections(target: Client): Promise<void> {
  for (const collection of Object.keys(COLLECTIONS)) {
    await target.query('insert into directus_collections (collection) values ($1)', [collection])
  }
  for (const [many, field, one] of LINKS) {
    await target.query(
      'insert into directus_relations (many_collection, many_field, one_collection) values ($1, $2, $3)',
      [many, field, one],
    )
  }
  for (const [field, special] of FIELDS) {
    await target.query(
      `insert into directus_fields (collection, field, special) values ('Participant', $1, $2)`,
      [field, special],
    )
  }
}

async function admit(target: Client, spaceIds: string[]): Promise<void> {
  const [role, policy] = [randomUUID(), randomUUID()]
  await target.query(`insert into directus_roles (id, name) values ($1, 'Member')`, [role])
  await target.query(`insert into directus_policies (id, name) values ($1, 'Member')`, [policy])
  await target.query('insert into directus_access (id, role, policy) values ($1, $2, $3)', [
    ...[randomUUID(), role, policy],
  ])
  for (const [collection, column] of Object.entries(COLLECTIONS)) {
    const rule = JSON.stringify({ [column]: { _eq: '$CURRENT_USER.space' } })
    const preset = JSON.stringify({ [column]: '$CURRENT_USER.space' })
    for (const action of ['create', 'read', 'update', 'delete']) {
      await target.query(
        `insert into directus_permissions (policy, collection, action, permissions, validation, presets, fields)
         values ($1, $2, $3, $4, $5, $6, '*')`,
        action === 'create'
          ? [policy, collection, action, null, rule, preset]
          : [policy, collection, action, rule, null, null],
      )
    }
  }
  for (const spaceId of spaceIds) {
    await target.query(
      `insert into directus_users (id, email, status, role, token, space) values ($1, $2, 'active', $3, $4, $5)`,
      [randomUUID(), `${spaceId}@people.example`, role, tokenOf(spaceId), spaceId],
    )
  }
}
