import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import { Pool } from 'pg'
import { env } from '@/lib/env'
import { BULK, codeAt, idAt, type Opener, PAGE, type Work } from './contender'
import { httpWorks } from './http'

/**
 * The limit: handwritten SQL with the filter of the space in it, in a bare node:http server. No rules,
 * no row-level security (the owner's connection), no validation; the triggers of the tables run.
 */
const COLUMNS = `id, "createdAt", "updatedAt", "studyId", code, status, "armId", locale, "isTest", baseline`

export const openRaw: Opener = async (scene, sink) => {
  const pool = new Pool({ connectionString: env.DATABASE_URL, max: 16, options: '-c timezone=UTC' })
  const { spaceId, studyId, userId } = scene
  const list = `select ${COLUMNS} from "Participant" where "spaceId" = $1 and "studyId" = $2 order by code, id limit ${PAGE}`
  const insert = `insert into "Participant" (id, "updatedAt", "createdById", "spaceId", "studyId", code)`
  const queries: Record<string, (turn: number) => Promise<object[]>> = {
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
    create: async (turn) => {
      const values = [randomUUID(), userId, spaceId, sink, codeAt(sink, turn)]
      const sql = `${insert} values ($1, now(), $2, $3, $4, $5) returning ${COLUMNS}`
      return (await pool.query(sql, values)).rows
    },
    update: async (turn) => {
      const sql = `update "Participant" set locale = $3, "updatedAt" = now() where id = $1 and "spaceId" = $2 returning ${COLUMNS}`
      return (await pool.query(sql, [idAt(scene, turn), spaceId, localeAt(turn)])).rows
    },
    bulk: async (turn) => {
      const sql = `${insert} select gen_random_uuid(), now(), $1, $2, $3, $4 || '-' || n from generate_series(1, ${BULK}) n returning id`
      return (await pool.query(sql, [userId, spaceId, sink, codeAt(sink, turn)])).rows
    },
  }
  const server = createServer((request, response) => {
    const [, operation = '', turn] = (request.url ?? '').split('/')
    request.resume()
    queries[operation]?.(Number(turn)).then((rows) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify({ data: rows }))
    })
  })
  const http = await httpWorks(server, (operation, turn) => ({
    method: 'GET',
    path: `/${operation}/${turn}`,
  }))
  const works = Object.fromEntries(
    Object.keys(queries).map((operation) => [operation, http.work(operation) satisfies Work]),
  )
  return {
    works,
    close: async () => {
      await http.close()
      await pool.end()
    },
  }
}

export const localeAt = (turn: number): string => (turn % 2 === 0 ? 'de' : 'en')
