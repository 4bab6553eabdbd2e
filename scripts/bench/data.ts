import type { Client } from 'pg'
import { provideKey } from '@/lib/auth/manage-api-keys'
import { connectTo } from '@/lib/db/connect-to'

/** What all contenders work on: many spaces, one of which is the one that they act in. */
export type Scene = {
  /** The space that they act in, and the study of it of which they list the participants. */
  spaceId: string
  studyId: string
  userId: string
  /** A key of this space with the role of an admin. */
  secret: string
  /** Ids of some of its participants. */
  ids: string[]
  /** A participant of another space, if there is one. */
  foreignId: string
  /** What is exported: all participants of a space. */
  archive: { spaceId: string }
  /** As many studies as there are contenders, for what they make. */
  sinks: string[]
  /** The database of Directus, if it takes part. */
  directusUrl?: string
}

export type Size = { spaces: number; participants: number }

/** SQL: the numbers of the space in which participant `n` is and, if that is the first, of the study. */
type Spread = (spaces: number) => { space: string; study: string }

/** A tenth of them in the first space, half in the second, the others evenly. */
export const uneven: Spread = (spaces) => ({
  space: `case when n % 10 = 0 then 1 when n % 2 = 1 then 2 else 3 + n / 2 % ${spaces - 2} end`,
  study: `n / 10 % ${STUDIES}`,
})

export const even: Spread = (spaces) => ({
  space: `1 + n % ${spaces}`,
  study: `n / ${spaces} % ${STUDIES}`,
})

/** Of the first space, each with as many of its participants. */
const STUDIES = 10

/**
 * Fills an empty database, by SQL and without triggers: only what is measured later pays for those.
 * Each space has an owner of its own, but for the two that are worked in, which have the same one.
 * @param url of the owner of the tables, who has to be a superuser.
 */
export async function fill(url: string, size: Size, spread = uneven): Promise<Scene> {
  const client = await connectTo(url)
  try {
    await insertRows(client, size, spread(size.spaces))
    const { rows } = await client.query<{ id: string }>(
      `select id from "Participant" where "spaceId" = 'space-1' order by id limit 2000`,
    )
    const foreign = await client.query<{ id: string }>(
      `select id from "Participant" where "spaceId" = 'space-2' order by id limit 1`,
    )
    return {
      ...{ spaceId: 'space-1', studyId: 'study-1', userId: 'bench-user', secret: '' },
      ids: rows.map(({ id }) => id),
      foreignId: foreign.rows[0]?.id ?? '',
      archive: { spaceId: 'space-2' },
      sinks: Array.from({ length: SINKS }, (_, index) => `sink-${index + 1}`),
    }
  } finally {
    await client.end()
  }
}

/** Makes the key of the scene, in the database of this process. */
export async function withKey(scene: Scene): Promise<Scene> {
  const { secret } = await provideKey(scene.spaceId, {
    ...{ name: 'Bench', role: 'ADMIN', readOnly: false, networks: [], days: null },
  })
  return { ...scene, secret }
}

const SINKS = 8

async function insertRows(
  client: Client,
  { spaces, participants }: Size,
  { space, study }: ReturnType<Spread>,
): Promise<void> {
  await client.query(`set session_replication_role = replica; set maintenance_work_mem = '512MB'`)
  const indexes = await dropIndexes(client)
  await client.query(
    `insert into "User" (id, "updatedAt", email, name) values ('bench-user', now(), 'bench@people.example', 'Bench');
     insert into "Space" (id, "updatedAt", slug, name) select 'space-' || n, now(), 'space-' || n, 'Space ' || n from generate_series(1, ${spaces}) n;
     insert into "User" (id, "updatedAt", email, name) select 'user-' || n, now(), 'user-' || n || '@people.example', 'User' from generate_series(3, ${spaces}) n;
     insert into "SpaceUser" (id, "updatedAt", "spaceId", "userId", role)
       select 'member-' || n, now(), 'space-' || n, case when n < 3 then 'bench-user' else 'user-' || n end, 'OWNER' from generate_series(1, ${spaces}) n;
     insert into "Study" (id, "updatedAt", "createdById", "spaceId", key, title, status)
       select 'study-' || n, now(), 'bench-user', 'space-' || n, 'bench', 'Bench', 'LIVE' from generate_series(1, ${spaces}) n;
     insert into "Study" (id, "updatedAt", "createdById", "spaceId", key, title, status)
       select 'study-1-' || n, now(), 'bench-user', 'space-1', 'bench-' || n, 'Bench', 'LIVE' from generate_series(1, ${STUDIES - 1}) n;
     insert into "Study" (id, "updatedAt", "createdById", "spaceId", key, title, status)
       select 'sink-' || n, now(), 'bench-user', 'space-1', 'sink-' || n, 'Sink', 'LIVE' from generate_series(1, ${SINKS}) n;
     insert into "Participant" (id, "createdAt", "updatedAt", "createdById", "spaceId", "studyId", code, status)
       select gen_random_uuid(), now() - n * interval '1 second', now(), 'bench-user', 'space-' || s,
         'study-' || s || case when s = 1 and t > 0 then '-' || t else '' end, 'P-' || lpad(n::text, 7, '0'), (case n % 3 when 0 then 'ENROLLED' else 'SCREENING' end)::"ParticipantStatus"
       from (select n, ${space} as s, ${study} as t from generate_series(1, ${participants}) n) numbered;`,
  )
  for (const definition of indexes) await client.query(definition)
  await client.query('vacuum analyze')
}

/** Of participants, whose indexes are made much faster when the rows are there. @returns their SQL. */
async function dropIndexes(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition
     from pg_index where indrelid = '"Participant"'::regclass and not indisunique`,
  )
  for (const { name } of rows) await client.query(`drop index ${name}`)
  return rows.map(({ definition }) => definition)
}
