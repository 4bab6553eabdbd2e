import { randomUUID } from 'node:crypto'
import type { Trace } from '../auth/identity'
import { BUSY_SECONDS, type Problem, problemOf } from '../errors/problem'
import { Rejection } from '../errors/rejection'
import { errorFacts, log } from '../log'
import { observe } from './observe'

/** Answers of the API doors are about one person's data and are kept by nobody on the way. */
const HEADERS = { 'cache-control': 'private, no-store' }

export function respond(
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Response {
  return Response.json(body, { status, headers: { ...HEADERS, ...headers } })
}

/** `{ error: { code, message, fields?, requestId } }` with the status of the problem. */
export function respondProblem(
  { status, ...problem }: Problem,
  requestId: string = randomUUID(),
): Response {
  return respond({ error: { ...problem, requestId } }, status, laterHeaders(problem))
}

/** When a request that could not be carried out now may be sent again. */
export const laterHeaders = ({ code }: Pick<Problem, 'code'>): Record<string, string> =>
  code === 'busy' ? { 'retry-after': String(BUSY_SECONDS) } : {}

/**
 * Runs a route handler and turns whatever it throws into the error shape of its door. The request gets
 * an id, under which its writes stand in the audit trail and it stands in the log.
 */
export async function answering(
  request: Request,
  work: (trace: Trace & { requestId: string }) => Promise<Response>,
  answerTo: (problem: Problem, requestId: string, error: unknown) => Response = respondProblem,
): Promise<Response> {
  const requestId = randomUUID()
  const startedAt = performance.now()
  const response = await answer()
  response.headers.set('x-request-id', requestId)
  observe(request, requestId, response, startedAt)
  return response

  async function answer(): Promise<Response> {
    try {
      return await work({ requestId, reason: reasonOf(request) })
    } catch (error) {
      return answerTo(explain(error, requestId), requestId, error)
    }
  }
}

const LONGEST_REASON = 500

/** Why something is written, in the header `x-reason`, percent-encoded: for the audit trail. */
function reasonOf(request: Request): string | undefined {
  const given = request.headers.get('x-reason')
  if (!given) return undefined
  try {
    const reason = decodeURIComponent(given).trim()
    // PostgreSQL keeps no text with a NUL in it.
    const fits = reason.length <= LONGEST_REASON && !reason.includes('\0')
    if (fits) return reason || undefined
  } catch {
    // Falls through to the refusal.
  }
  throw new Rejection(
    'bad_request',
    `The header x-reason holds at most ${LONGEST_REASON} characters of text, percent-encoded.`,
  )
}

/**
 * What may be said of an error. What nobody expected goes to the log under the request's id, and so does
 * a database that is away.
 */
export function explain(error: unknown, requestId: string): Problem {
  const problem = problemOf(error)
  const ours = problem.code === 'unexpected' || problem.code === 'busy'
  if (ours) log.error({ requestId, error: errorFacts(error) })
  return problem
}
