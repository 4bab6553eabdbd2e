import { randomUUID } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { Pool } from 'pg'
import { env } from '@/lib/env'
import { BATCH, BULK, codeAt, idAt, localeAt, PAGE } from '../contenders/contender'
import type { Scene } from '../data'
import type { Served } from './served'

const COLUMNS = `id, "createdAt", "updatedAt", "studyId", code, status, "armId", locale, "isTest", baseline`

/**
 * The limit: handwritten SQL with the filter of the space in it. No rules, no row-level security (the
 * owner's connection), no validation; the triggers of the tables run.
 */
export async function serveRaw(scene: Scene): Promise<Served> {
  const pool = new Pool({ connectionString: env.DATABASE_URL, max: 16, options: '-c timezone=UTC' })
  const { spaceId, studyId, userId } = scene
  const list = `select ${COLUMNS} from "Participant" where "spaceId" = $1 and "studyId" = $2 order by code, id limit ${PAGE}`
  const insert = `insert into "Participant" (id, "updatedAt", "createdById", "spaceId", "studyId", code)`
  const queries: Record<string, (turn: number, sink: string) => Promise<object[]>> = {
    list: async () => (await pool.query(list, [spaceId, studyId])).rows,
    total: async () => {
      const count = `select count(*) from "Participant" where "spaceId" = $1 and "studyId" = $2`
      const [rows] = await Promise.all([
        pool.query(list, [spaceId, studyId]),
        pool.query(count, [spaceId, studyId]),
      ])
      return rows.rows
    },
    get: async (turn) => {
      const get = `select ${COLUMNS} from "Participant" where id = $1 and "spaceId" = $2`
      return (await pool.query(get, [idAt(scene, turn), spaceId])).rows
    },
    create: async (turn, sink) => {
      const values = [randomUUID(), userId, spaceId, sink, codeAt(sink, turn)]
      const sql = `${insert} values ($1, now(), $2, $3, $4, $5) returning ${COLUMNS}`
      return (await pool.query(sql, values)).rows
    },
    update: async (turn) => {
      const sql = `update "Participant" set locale = $3, "updatedAt" = now() where id = $1 and "spaceId" = $2 returning ${COLUMNS}`
      return (await pool.query(sql, [idAt(scene, turn), spaceId, localeAt(turn)])).rows
    },
    bulk: async (turn, sink) => {
      const sql = `${insert} select gen_random_uuid(), now(), $1, $2, $3, $4 || '-' || n from generate_series(1, ${BULK}) n returning id`
      return (await pool.query(sql, [userId, spaceId, sink, codeAt(sink, turn)])).rows
    },
  }
  return {
    headers: {},
    answer: (incoming, outgoing) => {
      const [, operation = '', turn, sink = ''] = (incoming.url ?? '').split('/')
      incoming.resume()
      if (operation === 'export') {
        void sendAll(pool, scene.archive.spaceId, outgoing)
        return
      }
      queries[operation]?.(Number(turn), sink).then((rows) => {
        outgoing.setHeader('content-type', 'application/json')
        outgoing.end(JSON.stringify({ data: rows }))
      })
    },
  }
}

/** Sends all participants of a space as CSV, the newest first, batch by batch. */
async function sendAll(pool: Pool, spaceId: string, outgoing: ServerResponse): Promise<void> {
  const page = (after: string) =>
    `select id, code, status, "studyId", "createdAt" from "Participant" where "spaceId" = $1 ${after} order by "createdAt" desc, id desc limit ${BATCH}`
  type Row = { id: string; code: string; status: string; studyId: string; createdAt: Date }
  outgoing.setHeader('content-type', 'text/csv')
  outgoing.write('id,code,status,studyId,createdAt\n')
  let last: Row | undefined
  for (;;) {
    const after = last ? 'and ("createdAt", id) < ($2, $3)' : ''
    const values = last ? [spaceId, last.createdAt, last.id] : [spaceId]
    const { rows } = await pool.query<Row>(page(after), values)
    const lines = rows.map(
      ({ id, code, status, studyId, createdAt }) =>
        `${id},${code},${status},${studyId},${createdAt.toISOString()}\n`,
    )
    if (!outgoing.write(lines.join(''))) {
      await new Promise((resolve) => outgoing.once('drain', resolve))
    }
    last = rows.at(-1)
    if (rows.length < BATCH) break
  }
  outgoing.end()
}
