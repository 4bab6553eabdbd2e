import { Reply } from '../api/reply'
import { laterHeaders } from '../api/respond'
import { limitHeaders } from '../api/rest-limits'
import { LimitReached } from '../auth/leased-limit'
import type { Problem } from '../errors/problem'
import { JSON_API } from './body'
import type { Row } from './document'
import { errorDocument, type Place } from './errors'
import { isKnown, tagOfRow, tagOfText } from './etag'
import { oneDocument } from './reads'
import type { Resource } from './resources'
import { WHOLE } from './writes'

/** Answers of the API, with their headers. */

/** What is known of a call by the time that it fails. */
export type Known = {
  /** Where faults of columns lie. */
  is?: Place
  limit?: Record<string, string>
}

/** An answer to a write, as it is kept for its `Idempotency-Key`. */
export type Answer = {
  status: number
  body: string
  location?: string
  tag?: string
  extension?: string
}

/** The document of a link that leads nowhere. */
export const NOTHING = { jsonapi: { version: '1.1' }, data: null }

/** The answer to a write that shows its record. */
export const shownRow = (
  status: number,
  resource: Resource,
  row: Row,
  location?: string,
): Answer => ({
  status,
  body: JSON.stringify(oneDocument(resource, row, WHOLE)),
  tag: tagOfRow(row),
  location,
})

const HEADERS = { 'content-type': JSON_API, vary: 'Authorization' }

/** @param tag of the document, if it is that of its record; otherwise of its text. */
export function respondDocument(request: Request, document: object, tag?: string): Reply {
  const text = JSON.stringify(document)
  const etag = tag ?? tagOfText(text)
  const headers = { ...HEADERS, 'cache-control': 'private, no-cache', etag }
  if (isKnown(request, etag)) return new Reply(null, 304, headers)
  return new Reply(request.method === 'HEAD' ? null : text, 200, headers)
}

/** @param replayed it was given before, and nothing was written now. */
export function respondAnswer(
  { status, body, location, tag, extension }: Answer,
  replayed: boolean,
): Reply {
  return new Reply(body || null, status, {
    ...HEADERS,
    'cache-control': 'private, no-store',
    ...(extension && { 'content-type': `${JSON_API}; ext="${extension}"` }),
    ...(location && { location }),
    ...(tag && { etag: tag }),
    ...(replayed && { 'idempotency-replayed': 'true' }),
  })
}

/** What went wrong, as JSON:API error objects. */
export function respondError(
  problem: Problem,
  requestId: string,
  error: unknown,
  { is, limit }: Known,
): Reply {
  const { status, headers, errors } = errorDocument(error, problem, requestId, is)
  return new Reply(JSON.stringify({ jsonapi: { version: '1.1' }, errors }), status, {
    ...HEADERS,
    'cache-control': 'private, no-store',
    ...(status === 401 && { 'www-authenticate': 'Bearer' }),
    ...(error instanceof LimitReached ? limitHeaders(error) : limit),
    ...laterHeaders(problem),
    ...headers,
  })
}
