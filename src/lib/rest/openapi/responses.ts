import { ATOMIC, JSON_API, LARGEST_BODY } from '../body'
import { errorCodes } from './common'
import { ref, refTo, type Schema } from './schema'

/** Answers, and the errors that operations share. */

const LIMITS = {
  'RateLimit-Limit': refTo('headers', 'RateLimit'),
  'RateLimit-Remaining': refTo('headers', 'RateRemaining'),
  'RateLimit-Reset': refTo('headers', 'RateReset'),
}
const ALWAYS = { 'X-Request-Id': refTo('headers', 'RequestId'), ...LIMITS }

const EXPLAINED: Record<string, string> = {
  400: 'The request makes no sense: a parameter, a header or the JSON of the body.',
  401: 'No live key was sent.',
  403: 'The role of the key, a key that only reads, or its networks do not allow it.',
  404: 'The record does not exist or is not yours: both are answered alike.',
  405: 'This address has no such method; `Allow` names those that it has.',
  406: `The answer is ${JSON_API}, and \`Accept\` takes no such thing.`,
  409: 'In conflict with what there is: a key that is taken, records that still use this one, a study that is closed, or somebody else who writes the same.',
  412: 'The record was changed since the version in `If-Match`.',
  413: `More than ${LARGEST_BODY.toLocaleString('en')} characters, too many operations, or nested too deeply.`,
  415: 'The body is neither application/vnd.api+json nor application/json.',
  422: 'Values that cannot be saved; each error points to its field.',
  429: 'Too many requests: wait for as long as `Retry-After` says.',
  500: 'Our mistake. The id of the error stands in the log.',
  503: 'The server is very busy, or its database is away: try again after `Retry-After`.',
}

const NAMED: Record<string, Schema> = {
  401: { 'WWW-Authenticate': refTo('headers', 'Challenge') },
  405: { Allow: refTo('headers', 'Allow') },
  429: { 'Retry-After': refTo('headers', 'RetryAfter') },
  503: { 'Retry-After': refTo('headers', 'RetryAfter') },
}

/** Components: one answer for each status of an error. */
export const errorResponses: Record<string, Schema> = Object.fromEntries(
  Object.entries(errorCodes).map(([status, code]) => [
    code,
    {
      description: EXPLAINED[status] ?? code,
      headers: { ...ALWAYS, ...NAMED[status] },
      content: { [JSON_API]: { schema: ref('api.errors') } },
    },
  ]),
)

/** @throws for a status that errors.ts does not have. */
export const errors = (...statuses: number[]): Record<string, Schema> =>
  Object.fromEntries(
    statuses.map((status) => {
      const code = errorCodes[status]
      if (!code) throw new Error(`No error has the status ${status}.`)
      return [status, refTo('responses', code)]
    }),
  )

/** Of every address. */
const EVERYWHERE = [400, 401, 403, 406, 429, 500, 503]
export const readErrors = (...more: number[]) => errors(...EVERYWHERE, 405, ...more)
export const writeErrors = (...more: number[]) => errors(...EVERYWHERE, 409, 422, ...more)

/** A document that is read, and what is said when the client has it already. */
export const shown = (description: string, ...schemas: Schema[]): Record<string, Schema> => ({
  200: {
    description,
    headers: { ...ALWAYS, ETag: refTo('headers', 'ETag') },
    content: { [JSON_API]: { schema: schemas.length > 1 ? { anyOf: schemas } : schemas[0] } },
  },
  304: {
    description: 'It is as `If-None-Match` says.',
    headers: { ...ALWAYS, ETag: refTo('headers', 'ETag') },
  },
})

/** A record that was written. */
export const written = (status: 200 | 201, description: string, schema: Schema) => ({
  [status]: {
    description,
    headers: {
      ...ALWAYS,
      ETag: refTo('headers', 'ETag'),
      ...(status === 201 && { Location: refTo('headers', 'Location') }),
      'Idempotency-Replayed': refTo('headers', 'Replayed'),
    },
    content: { [JSON_API]: { schema } },
  },
})

export const deleted: Record<string, Schema> = {
  204: {
    description: 'It is gone, and what hung on it.',
    headers: { ...ALWAYS, 'Idempotency-Replayed': refTo('headers', 'Replayed') },
  },
}

export const ATOMIC_JSON = `${JSON_API}; ext="${ATOMIC}"`

export const operated = (schema: Schema): Record<string, Schema> => ({
  200: {
    description: 'All were carried out.',
    headers: { ...ALWAYS, 'Idempotency-Replayed': refTo('headers', 'Replayed') },
    content: { [ATOMIC_JSON]: { schema } },
  },
})
