import { answering } from '@/lib/api/respond'
import { requireNoOtherSite } from '@/lib/api/same-origin'
import { streamOf } from '@/lib/api/stream'
import { findLiveMembership } from '@/lib/auth/membership'
import { CSV_MARK, csvLines } from '@/lib/csv'
import { openDoor } from '@/lib/db/door'
import { recordExport } from '@/lib/db/record-read'
import { Rejection } from '@/lib/errors/rejection'
import { type KeysetMark, keysetMark } from '@/lib/query/keyset'
import { readInTurn } from '@/lib/query/keyset-runs'
import { note } from '@/lib/request-note'
import {
  columnOf,
  delegateName,
  keyColumns,
  mayDo,
  type StudioField,
  type StudioModel,
  type StudioRow,
} from '@/lib/studio/models'
import { fileText } from '@/lib/studio/values'
import { dayIn } from '@/lib/zoned-day'
import { parseGridState } from './list-state'
import { exportQueries } from './queries'
import { type ModelRequest, requireModelRequest } from './request'

/** Records that are read at once. */
const BATCH = 1_000

const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', word: 'CSV' },
  json: { type: 'application/json; charset=utf-8', word: 'JSON' },
} as const
type Format = keyof typeof FORMATS

/**
 * `GET /api/data/export?space=<slug>&model=<address>&format=csv|json` with what the grid shows: those
 * records with every column, the newest first. That they are taken out is recorded before the first
 * one leaves.
 */
export function exportRecords(request: Request): Promise<Response> {
  return answering(request, async (trace) => {
    note(request, { route: '/api/data/export' })
    requireNoOtherSite(request)
    const asked = await requireModelRequest(request)
    const { model, space, identity, query } = asked
    const format = requireFormat(query.get('format'))
    const state = parseGridState(model, query)
    const details = { format: FORMATS[format].word, ...narrowing(state) }
    await recordExport(identity, model.name, details, trace)
    const file = `${model.address}-${space.slug}-${dayIn(space.timeZone, Date.now())}.${format}`
    const texts = format === 'csv' ? csvOf(asked) : jsonOf(asked)
    return new Response(streamOf(texts, trace.requestId), {
      headers: {
        'content-type': FORMATS[format].type,
        'content-disposition': `attachment; filename="${file}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  })
}

function requireFormat(text: string | null): Format {
  if (text === 'csv' || text === 'json') return text
  throw new Rejection('bad_request', 'Choose CSV or JSON.')
}

/** For the trail: that something was searched, but not what, which may name a person. */
function narrowing({ search, filters }: ReturnType<typeof parseGridState>) {
  return {
    ...(search && { search: 'yes' }),
    ...(filters.length > 0 && {
      filters: [...new Set(filters.map(({ field }) => field))].join(', '),
    }),
  }
}

/** The columns of a file: links as the id and what the other record is called. */
export function fileColumns({ fields }: StudioModel): string[] {
  const columns = fields.flatMap((field) =>
    field.kind === 'link' ? keyColumns(field) : [columnOf(field)],
  )
  return [...new Set(columns)]
}

async function* csvOf(asked: ModelRequest): AsyncGenerator<string> {
  const columns = fileColumns(asked.model)
  const fields = new Map(asked.model.fields.map((field) => [columnOf(field), field]))
  yield CSV_MARK + csvLines([columns])
  for await (const rows of batches(asked, columns)) {
    yield csvLines(
      rows.map((row) => columns.map((column) => cellOf(fields.get(column), row[column]))),
    )
  }
}

function cellOf(field: StudioField | undefined, value: unknown): string | number | null {
  if (typeof value === 'number') return value
  return field && field.kind !== 'link' ? fileText(field, value) : String(value ?? '')
}

async function* jsonOf(asked: ModelRequest): AsyncGenerator<string> {
  const columns = fileColumns(asked.model)
  const days = new Set(
    asked.model.fields.filter(({ kind }) => kind === 'day').map(({ name }) => name),
  )
  let separator = '[\n'
  for await (const rows of batches(asked, columns)) {
    for (const row of rows) {
      const values = columns.map((column) => [column, jsonValue(row[column], days.has(column))])
      yield separator + JSON.stringify(Object.fromEntries(values))
      separator = ',\n'
    }
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

function jsonValue(value: unknown, isDay: boolean): unknown {
  if (value instanceof Date) return isDay ? value.toISOString().slice(0, 10) : value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  // Beyond what a number of JSON holds exactly.
  return typeof value === 'bigint' ? String(value) : value
}

async function* batches(
  { model, space, identity, query }: ModelRequest,
  columns: string[],
): AsyncGenerator<StudioRow[]> {
  const db = openDoor(identity)
  const delegate = Reflect.get(db, delegateName(model.name)) as {
    findMany(args: object): Promise<StudioRow[]>
  }
  const state = parseGridState(model, query)
  let mark: KeysetMark | undefined
  for (;;) {
    const { sort, queries } = exportQueries(model, state, space.timeZone, columns, mark)
    const rows = await readInTurn(queries, BATCH, (query, take) =>
      delegate.findMany({ ...query, take }),
    )
    // To somebody whose right has ended the door shows nothing, which would pass for the end.
    const membership = await findLiveMembership(identity.userId, space.slug)
    if (!membership || !mayDo(membership.role, model, 'read')) {
      throw new Error('The right to export has ended.')
    }
    if (rows.length > 0) yield rows
    const last = rows.at(-1)
    if (!last || rows.length < BATCH) return
    mark = keysetMark(sort, last)
  }
}
