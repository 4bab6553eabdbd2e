import { randomUUID } from 'node:crypto'
import { type Problem, problemOf } from '../errors/problem'

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
  return respond({ error: { ...problem, requestId } }, status)
}

/** Runs a route handler and turns whatever it throws into the one error shape. */
export async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (error) {
    const { requestId, ...problem } = explain(error)
    return respondProblem(problem, requestId)
  }
}

/** What may be said of an error. What nobody expected goes to the log under the same request id. */
export function explain(error: unknown): Problem & { requestId: string } {
  const requestId = randomUUID()
  const problem = problemOf(error)
  if (problem.code === 'unexpected') logUnexpected(requestId, error)
  return { ...problem, requestId }
}

function logUnexpected(requestId: string, error: unknown): void {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${JSON.stringify({ level: 'error', requestId, error: text })}\n`)
}
