import { STATUS } from '../../errors/problem'
import { CODES, TITLES } from '../errors'
import { resources } from '../resources'
import { exactly, listOf, ref, type Schema } from './schema'

/** What all documents have in common: frames, errors, headers. */

const PATH: Schema = { type: 'string', format: 'uri-reference' }

/** Codes that only doors for signed-in people say. */
const ELSEWHERE = new Set(['no_space'])

/** The code of each status of an error, as errors.ts gives it. */
export const errorCodes: Readonly<Record<number, string>> = {
  ...Object.fromEntries(
    Object.entries(STATUS)
      .filter(([code]) => !ELSEWHERE.has(code))
      .map(([code, status]) => [status, code]),
  ),
  ...CODES,
}

export const commonSchemas: Record<string, Schema> = {
  'api.version': exactly({ version: { type: 'string', const: '1.1' } }),
  'api.self': exactly({ self: PATH }),
  'api.related': exactly({ related: PATH }),
  'api.pages': exactly({
    self: PATH,
    next: {
      type: ['string', 'null'],
      format: 'uri-reference',
      description: 'The address of the next page; null on the last.',
    },
  }),
  'api.total': {
    ...exactly({
      total: { type: 'integer', minimum: 0 },
      totalIsCapped: { type: 'boolean', description: 'Whether there are more than were counted.' },
    }),
    description: 'With `page[total]=true`.',
  },
  'api.nothing': {
    ...exactly({ jsonapi: ref('api.version'), data: { type: 'null' } }),
    description: 'The relationship leads to no record.',
  },
  'api.errors': exactly({
    jsonapi: ref('api.version'),
    errors: listOf(ref('api.error'), { minItems: 1 }),
  }),
  'api.error': exactly(
    {
      id: { type: 'string', format: 'uuid', description: 'Of the request: it stands in the log.' },
      status: { type: 'string', enum: Object.keys(errorCodes) },
      code: { type: 'string', enum: [...new Set(Object.values(errorCodes))] },
      title: { type: 'string', enum: [...new Set(Object.values(TITLES))] },
      detail: { type: 'string', description: 'One sentence for people.' },
      source: ref('api.source'),
    },
    ['id', 'status', 'code', 'title', 'detail'],
  ),
  'api.source': {
    anyOf: [
      exactly({ pointer: { type: 'string', format: 'json-pointer' } }),
      exactly({ parameter: { type: 'string' } }),
      exactly({ header: { type: 'string' } }),
    ],
    description: 'Where in the request the fault lies.',
  },
  'api.type': { type: 'string', enum: resources.map(({ type }) => type) },
}

export const headers: Record<string, Schema> = {
  RequestId: header('Of this request: it stands in the log.', { type: 'string', format: 'uuid' }),
  ETag: header(
    'The version that was sent, for `If-None-Match`; of a single record for `If-Match`.',
  ),
  Location: header('The address of the new record.', PATH),
  Allow: header('The methods that this address has.'),
  Challenge: header('How to sign in.', { type: 'string', const: 'Bearer' }),
  Replayed: header(
    'Present when the request was carried out before, and this is what it answered.',
    {
      type: 'string',
      const: 'true',
    },
  ),
  RateLimit: header('Requests in a minute.', { type: 'integer' }),
  RateRemaining: header('Requests that are left of them.', { type: 'integer' }),
  RateReset: header('Seconds until the minute is over.', { type: 'integer' }),
  RetryAfter: header('Seconds to wait.', { type: 'integer' }),
}

function header(description: string, schema: Schema = { type: 'string' }): Schema {
  return { description, schema }
}
