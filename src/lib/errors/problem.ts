import { tables } from '@/generated/tenancy'
import { isNoConnection } from './no-connection'
import { NO_RIGHT, Rejection, type RejectionCode } from './rejection'

/** An error as it leaves the server: `status` as the HTTP status, the rest inside `{ error: ... }`. */
export type Problem = {
  status: number
  code: RejectionCode | 'unexpected' | 'busy'
  /** One sentence that a person can act on. */
  message: string
  /** Sentences for single fields, by field name. */
  fields?: Record<string, string>
}

export const STATUS: Record<Problem['code'], number> = {
  bad_request: 400,
  signed_out: 401,
  forbidden: 403,
  not_found: 404,
  no_space: 404,
  conflict: 409,
  too_large: 413,
  invalid: 422,
  rate_limited: 429,
  unexpected: 500,
  busy: 503,
}

const problem = (
  code: Problem['code'],
  message: string,
  fields?: Record<string, string>,
): Problem => ({
  status: STATUS[code],
  code,
  message,
  fields,
})

/** After so many seconds a request that was answered with `busy` may be sent again: `Retry-After`. */
export const BUSY_SECONDS = 5

export const NOT_FOUND = problem(
  'not_found',
  'This record does not exist, or you have no access to it.',
)
const FORBIDDEN = problem('forbidden', NO_RIGHT)
const UNFIT = problem(
  'bad_request',
  'The query does not fit the data model. See the names and types in schema.zmodel.',
)
const UNKEPT = problem('invalid', 'A value is too long, out of range or not of the right kind.')
const BUSY = problem('busy', 'The server is very busy. Please try again in a moment.')
const UNEXPECTED = problem('unexpected', 'Something went wrong on our side. Please try again.')

/**
 * What may be said of an error: its own words only where we wrote them; never the text of Prisma,
 * ZenStack or PostgreSQL, which names policies, columns and other rows.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof Rejection) return problem(error.code, error.message, error.fields)
  if (isNoConnection(error)) return BUSY
  const raised = raisedByTrigger(error)
  if (raised) return raised
  switch (nameOf(error)) {
    case 'PrismaClientKnownRequestError':
      return problemOfRequest(error as RequestError)
    case 'PrismaClientValidationError':
      return UNFIT
    case 'PrismaClientUnknownRequestError':
      return problemOfUnknown((error as Error).message)
    default:
      return byDatabaseCode(error) ?? UNEXPECTED
  }
}

/** What Prisma finds out about too late to say so in a better way. */
function problemOfUnknown(message: string): Problem {
  if (/Invalid value for skip argument/.test(message)) return UNFIT
  // Half of a character, in a text of the request.
  return /JSON Error: [^\n]*hex escape/.test(message) ? UNKEPT : UNEXPECTED
}

type RequestError = {
  code: string
  meta?: {
    modelName?: string
    reason?: string
    zodErrors?: { issues: ZodIssue[] }
    driverAdapterError?: { cause?: DatabaseCause }
  }
}
type ZodIssue = { path: (string | number)[]; message: string }
type DatabaseCause = {
  originalCode?: string
  originalMessage?: string
}

function problemOfRequest(error: RequestError): Problem {
  const cause = error.meta?.driverAdapterError?.cause
  switch (error.code) {
    case 'P2004':
      return error.meta?.reason === 'DATA_VALIDATION_VIOLATION'
        ? invalidInput(error.meta.zodErrors?.issues ?? [])
        : FORBIDDEN
    case 'P2025':
      return NOT_FOUND
    case 'P2002':
      return alreadyTaken(error.meta?.modelName, cause)
    case 'P2003':
      return brokenLink(cause)
    // Arguments that each are sound, but not together.
    case 'P2019':
      return UNFIT
    case 'P2034':
      return problem(
        'conflict',
        'Somebody else changed the same records at the same moment. Please try again.',
      )
    default:
      return byDatabaseCode(error) ?? UNEXPECTED
  }
}

/** Validation issues as sentences at their fields. */
export function invalidInput(issues: ZodIssue[]): Problem {
  const fields: Record<string, string> = {}
  for (const issue of issues) {
    const field = issue.path.findLast((part) => typeof part === 'string')
    if (typeof field === 'string') fields[field] ??= issue.message
  }
  return problem('invalid', 'Some values cannot be saved as they are. Please correct them.', fields)
}

/** The columns named are those that the caller's own row shares; the space is left out, being always their own. */
function alreadyTaken(model: string | undefined, cause: DatabaseCause | undefined): Problem {
  const columns = columnsOfKey(cause?.originalMessage ?? '')
  const own = columns.filter((column) => !['spaceId', 'studyId'].includes(column))
  const message = own.length
    ? `This ${own.join(' and ')} is taken already.`
    : 'This exists already.'
  return problem(
    'conflict',
    model ? `${message} Choose another one.` : message,
    Object.fromEntries(own.map((field) => [field, 'This is taken already. Choose another one.'])),
  )
}

/**
 * Under row-level security PostgreSQL tells the name of the key only. Prisma names keys after the
 * table and its columns, cut to the length that PostgreSQL allows.
 */
function columnsOfKey(message: string): string[] {
  const name = /unique constraint "([^"]+)"/.exec(message)?.[1] ?? ''
  if (name in PARTIAL_KEYS) return PARTIAL_KEYS[name] ?? []
  for (const table of tables) {
    const key = table.keys.find(
      (columns) => `${table.name}_${columns.join('_')}_key`.slice(0, 63) === name,
    )
    if (key) return [...key]
  }
  return []
}

/** Keys that stand in the migrations only. */
const PARTIAL_KEYS: Record<string, string[]> = {
  File_place_key: ['name'],
  Folder_place_key: ['name'],
  Invitation_open_key: ['email'],
}

function brokenLink(cause: DatabaseCause | undefined): Problem {
  if (cause?.originalMessage?.startsWith('update or delete')) {
    return problem('conflict', 'Other records still use this one. Remove or change them first.')
  }
  return problem(
    'invalid',
    'The record that this one should belong to does not exist in this space.',
  )
}

/** Refusals of prisma/guarantees.sql: SQLSTATE SSP01, `studyspace:<rule>:<sentence>`. */
function raisedByTrigger(error: unknown): Problem | undefined {
  const match = /^studyspace:(\w+):(.*)$/s.exec(causeOf(error)?.originalMessage ?? '')
  if (!match) return undefined
  return problem(
    ['write_once', 'time_zone'].includes(match[1] ?? '') ? 'invalid' : 'conflict',
    match[2] ?? '',
  )
}

/** What PostgreSQL refuses by itself, by SQLSTATE. */
function byDatabaseCode(error: unknown): Problem | undefined {
  const code = causeOf(error)?.originalCode ?? ''
  if (code === '23505') return alreadyTaken(undefined, causeOf(error))
  // A row outside the fence, or a table or column that the application has no right to.
  if (code === '42501') return FORBIDDEN
  if (code === '23503') return brokenLink(causeOf(error))
  // The least and the greatest are asked of values that have no order, such as booleans.
  if (code === '42883' && /^function (min|max)\(/.test(causeOf(error)?.originalMessage ?? '')) {
    return UNFIT
  }
  if (code === '23514')
    return problem('invalid', 'These values do not go together. Please check them.')
  if (code.startsWith('22')) return UNKEPT
  if (code === '40001' || code === '40P01') {
    return problem(
      'conflict',
      'Somebody else changed the same records at the same moment. Please try again.',
    )
  }
  return undefined
}

function causeOf(error: unknown): DatabaseCause | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { meta, cause } = error as RequestError & { cause?: DatabaseCause }
  return meta?.driverAdapterError?.cause ?? cause
}

const nameOf = (error: unknown): string | undefined =>
  error instanceof Error ? error.constructor.name : undefined
