import { z } from 'zod'
import { answerInLines } from '@/lib/api/lines'
import { answering, explain } from '@/lib/api/respond'
import type { Trace } from '@/lib/auth/identity'
import { type Bulk, bulkWrite } from '@/lib/db/bulk'
import type { Model } from '@/lib/db/bulk-model'
import { Rejection } from '@/lib/errors/rejection'
import { formatNumber } from '@/lib/format'
import { note } from '@/lib/request-note'
import { columnOf, delegateName, editableFields, fieldNamed } from '@/lib/studio/models'
import { parseValue } from '@/lib/studio/values'
import { type BulkLine, type BulkReport, type BulkRequest, MAX_IDS } from './bulk-protocol'
import { parseGridState } from './list-state'
import { gridFilter } from './queries'
import { type ModelRequest, PATIENCE, requireModelRequest, requireRight } from './request'

/**
 * `POST /api/data/bulk?space=<slug>&model=<address>` with what the grid shows: changes or deletes many
 * records in one transaction, all of them or none. bulk-protocol.ts describes body and answer.
 */
export function changeMany(request: Request): Promise<Response> {
  return answering(request, async (trace) => {
    note(request, { route: '/api/data/bulk' })
    const asked = await requireModelRequest(request)
    const body = await bodyOf(request)
    requireRight(asked, body.action.kind === 'delete' ? 'delete' : 'update')
    const values = valuesOf(asked, body.action)
    return answerInLines<BulkLine>(request, async (send, signal) => {
      try {
        const progress = (done: number, total: number) => send({ progress: { done, total } })
        send({ report: await run({ asked, body, values, trace, signal, progress }) })
      } catch (error) {
        const { requestId } = trace
        if (!signal.aborted) send({ error: { ...explain(error, requestId), requestId } })
      }
    })
  })
}

const bulkRequest = z.object({
  action: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('delete') }),
    z.object({ kind: z.literal('change'), field: z.string(), text: z.string().max(100_000) }),
  ]),
  ids: z.array(z.string().max(60)).max(MAX_IDS).optional(),
  expected: z.number().int().min(0),
})

async function bodyOf(request: Request): Promise<BulkRequest> {
  const body = bulkRequest.safeParse(await request.json().catch(() => undefined))
  if (!body.success) throw new Rejection('bad_request', 'Say what to do with which records.')
  return body.data
}

/** The columns that every record gets. */
function valuesOf({ model, space }: ModelRequest, action: BulkRequest['action']) {
  if (action.kind === 'delete') return {}
  const field = fieldNamed(model, action.field)
  if (!field || !editableFields(model).includes(field)) {
    throw new Rejection('invalid', 'This cannot be changed for many records at once.')
  }
  const parsed = parseValue(field, action.text, space.timeZone)
  if (!parsed.ok) {
    throw new Rejection('invalid', `${field.label}: ${parsed.reason}`, {
      [field.name]: parsed.reason,
    })
  }
  return { [columnOf(field)]: parsed.value }
}

type Job = {
  asked: ModelRequest
  body: BulkRequest
  values: Record<string, unknown>
  trace: Trace
  /** Aborted when the person went away, which undoes everything. */
  signal: AbortSignal
  progress: (done: number, total: number) => void
}

/** Records between two reports of progress. */
const STEP = 1_000

function run({ asked, body, values, trace, signal, progress }: Job): Promise<BulkReport> {
  const model = delegateName(asked.model.name) as Model
  return bulkWrite(
    asked.identity,
    async (bulk) => {
      const ids = await bulk.ids(model, whereOf(asked, body))
      requireExpected(ids.length, body)
      for (let done = 0; done < ids.length; done += STEP) {
        signal.throwIfAborted()
        progress(done, ids.length)
        const part = ids.slice(done, done + STEP)
        if (body.action.kind === 'delete') await bulk.remove(model, part)
        else await change(bulk, model, part, values)
      }
      signal.throwIfAborted()
      return { changed: ids.length }
    },
    { ...PATIENCE, trace },
  )
}

const change = ({ update }: Bulk, model: Model, ids: string[], values: Record<string, unknown>) =>
  update(
    model,
    ids.map((id) => ({ id, ...values })),
  )

function whereOf({ model, query, space }: ModelRequest, { ids }: BulkRequest): object {
  return ids ? { id: { in: ids } } : gridFilter(model, parseGridState(model, query), space.timeZone)
}

/** What a person agreed to is what they were told: others may have come or gone meanwhile. */
function requireExpected(found: number, { expected }: BulkRequest): void {
  if (found === expected) return
  throw new Rejection(
    'conflict',
    `There are ${formatNumber(found)} such records now, not ${formatNumber(expected)}. Nothing was changed; look again and repeat it.`,
  )
}
