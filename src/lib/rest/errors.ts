import { KeyOfAnother } from '../db/once'
import type { Problem } from '../errors/problem'
import { pointerOfColumn } from './input'
import { type Fault, RestRefusal } from './refusal'
import type { Resource } from './resources'

/** What is told of an error: JSON:API error objects with a stable code and where the fault lies. */

type ErrorObject = {
  /** Of the request: it stands in the log. */
  id: string
  status: string
  code: string
  title: string
  detail: string
  source?: Fault['source']
}

export const TITLES: Record<Problem['code'], string> = {
  bad_request: 'The request makes no sense',
  signed_out: 'No valid API key',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  no_space: 'Not found',
  conflict: 'In conflict with what there is',
  too_large: 'Too much at once',
  invalid: 'Not valid',
  rate_limited: 'Too many requests',
  unexpected: 'Our mistake',
  busy: 'Busy',
}

/** Codes where the status says more than the kind of problem. */
export const CODES: Record<number, string> = {
  405: 'method_not_allowed',
  406: 'not_acceptable',
  412: 'changed_meanwhile',
  415: 'unsupported_media_type',
}

/** Where the columns of a problem stand in the request. */
export type Place = { resource: Resource; at: string }

export function errorDocument(
  error: unknown,
  problem: Problem,
  requestId: string,
  place?: Place,
): { status: number; headers: Record<string, string>; errors: ErrorObject[] } {
  const refusal = error instanceof RestRefusal ? error : undefined
  const status = refusal?.status ?? problem.status
  const faults: Fault[] = refusal?.faults ?? faultsOf(error, problem, place)
  const errors = faults.map(({ detail, source }) => ({
    id: requestId,
    status: String(status),
    code: CODES[status] ?? problem.code,
    title: TITLES[problem.code],
    detail,
    ...(source && { source }),
  }))
  return { status, headers: refusal?.headers ?? {}, errors }
}

function faultsOf(error: unknown, { message, fields }: Problem, place?: Place): Fault[] {
  if (error instanceof KeyOfAnother) {
    return [{ detail: message, source: { header: 'idempotency-key' } }]
  }
  const entries = Object.entries(fields ?? {})
  if (!place || entries.length === 0) return [{ detail: message }]
  return entries.map(([column, detail]) => ({
    detail,
    source: { pointer: pointerOfColumn(place.resource, column, place.at) },
  }))
}
