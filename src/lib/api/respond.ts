import { randomUUID } from 'node:crypto'
import type { Trace } from '../auth/identity'
import { BUSY_SECONDS, type Problem, problemOf } from '../errors/problem'
import { Rejection } from '../errors/rejection'
import { errorFacts, log } from '../log'
import { observe } from './observe'
import { Reply, responseOf } from './reply'

/** Answers of the API doors are about one person's data and are kept by nobody on the way. */
const HEADERS = { 'cache-control': 'private, no-store' }

export const replyWith = (
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): Reply =>
  new Reply(JSON.stringify(body), status, {
    'content-type': 'application/json',
    ...HEADERS,
    ...headers,
  })

/** `{ error: { code, message, fields?, requestId } }` with the status of the problem. */
export function replyProblem(
  { status, ...problem }: Problem,
  requestId: string = randomUUID(),
): Reply {
  return replyWith({ error: { ...problem, requestId } }, status, laterHeaders(problem))
}

export const respond = (...what: Parameters<typeof replyWith>): Response =>
  responseOf(replyWith(...what))

export const respondProblem = (...what: Parameters<typeof replyProblem>): Response =>
  responseOf(replyProblem(...what))

/** When a request that could not be carried out now may be sent again. */
export const laterHeaders = ({ code }: Pick<Problem, 'code'>): Record<string, string> =>
  code === 'busy' ? { 'retry-after': String(BUSY_SECONDS) } : {}

type Work<Answer> = (trace: Trace & { requestId: string }) => Promise<Answer>

/** Runs a route handler and turns whatever it throws into `respondProblem`. */
export const answering = (request: Request, work: Work<Response>): Promise<Response> =>
  answeringAs(request, work, respondProblem)

/**
 * Runs a door and turns whatever it throws into the error shape of that door. The request gets an id,
 * under which its writes stand in the audit trail and it stands in the log.
 */
export async function answeringAs<Answer extends Response | Reply>(
  request: Request,
  work: Work<Answer>,
  answerTo: (problem: Problem, requestId: string, error: unknown) => Answer,
): Promise<Answer> {
  const requestId = randomUUID()
  const startedAt = performance.now()
  const given = await answer()
  given.headers.set('x-request-id', requestId)
  observe(request, requestId, given.status, startedAt)
  return given

  async function answer(): Promise<Answer> {
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
