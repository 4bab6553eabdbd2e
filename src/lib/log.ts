import { pino } from 'pino'
import { env } from './env'

const quiet = { development: 'warn', production: 'info', test: 'silent' } as const

/**
 * The server's log: JSON lines on standard output. Callers write what happened and to which ids, never
 * what somebody entered: no answers, names, query values or secrets, and of an error only `errorFacts`.
 * Written before the call returns, so that nothing is lost with the process.
 */
export const log = pino(
  {
    level: env.LOG_LEVEL ?? quiet[env.NODE_ENV],
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  },
  pino.destination({ dest: 1, sync: true }),
)

export type ErrorFacts = { name: string; code?: string; text?: string; at: string[] }

/** What is known of an error, without what somebody entered. */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const name = error.name === 'Error' ? error.constructor.name : error.name
  return { name, code: codeOf(error), text: textOf(error), at: framesOf(error) }
}

const PLAIN: ReadonlySet<unknown> = new Set([Error, TypeError, ReferenceError])

/** Texts of Prisma, PostgreSQL and JSON.parse repeat values; of others, what stands in quotes may be one. */
function textOf({ constructor: kind, message }: Error): string | undefined {
  if (!PLAIN.has(kind)) return undefined
  return message.replace(/["'`“‘].*["'`”’]/su, '…').slice(0, 300)
}

type Coded = { code?: unknown; cause?: unknown; originalCode?: unknown; meta?: unknown }

/** SQLSTATE, Prisma's number or Node's word, wherever the library keeps it. */
function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined
  const { code, originalCode, cause, meta } = error as Coded
  const own = [originalCode, code].find((each) => typeof each === 'string')
  if (typeof own === 'string') return /^\w{1,40}$/.test(own) ? own : undefined
  return codeOf(cause) ?? codeOf((meta as { driverAdapterError?: unknown })?.driverAdapterError)
}

const FRAME =
  /^ {4}at [^\n]*(?:\((?:node:|file:|\/)[^()\n]*:\d+:\d+\)|(?:node:|file:|\/)[^()\s]*:\d+:\d+)$/

/** Where it was thrown. The text of an error can have lines that look like this: it is cut off first. */
function framesOf({ stack = '', message }: Error): string[] {
  const begin = message && stack.includes(message) ? stack.indexOf(message) + message.length : 0
  const lines = stack.slice(begin).split('\n')
  return lines.filter((line) => FRAME.test(line)).map((line) => line.trim())
}
