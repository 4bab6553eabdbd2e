/** What the interface may show of an error. */
export type ErrorInfo = {
  /** A sentence that a person can act on; never a raw exception text. */
  message: string
  /** Sentences for single form fields, by field name. */
  fields?: Record<string, string>
  /** What kind of refusal it is (src/lib/errors/rejection.ts). */
  code?: string
  /** HTTP status, where there was a response. */
  status?: number
  /** The reference to give to support. */
  requestId?: string
}

const UNKNOWN = 'Something went wrong on our side. Please try again.'
const UNREACHABLE = 'The server could not be reached. Check your connection and try again.'

/**
 * Reads the one error shape of the server, `{ code, message, fields?, requestId }`, from where it
 * arrives: `.info` of an error thrown by a generated hook, or `.error` of a parsed response body.
 * The text of any other exception is written for developers and is replaced by a general sentence.
 */
export function errorInfo(error: unknown): ErrorInfo {
  if (!isRecord(error)) return { message: UNKNOWN }
  const status = typeof error.status === 'number' ? error.status : undefined
  for (const body of [error.info, error.error]) {
    if (isRecord(body) && typeof body.message === 'string') {
      return {
        message: body.message,
        fields: sentences(body.fields),
        code: text(body.code),
        status,
        requestId: text(body.requestId),
      }
    }
  }
  // Browsers report a failed fetch as a TypeError, each in its own words.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message)) {
    return { message: UNREACHABLE }
  }
  // `digest` is how Next.js names an error of a server component in the server's log.
  return { message: UNKNOWN, status, requestId: text(error.digest) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function sentences(value: unknown): Record<string, string> | undefined {
  if (!isRecord(value)) return undefined
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
