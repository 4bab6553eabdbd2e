/** PostgreSQL is away, or has no connection left: what a request may be told, and send again later. */

const KIND = 'no connection'

/** No connection came about in time. Thrown by the pools (src/lib/db/pool.ts). */
export class NoConnection extends Error {
  // Known by this: Next.js evaluates this file once for each of its bundles, and the pools are those of
  // one of them. The code, for the log, is that of the cause.
  readonly kind = KIND

  constructor(cause: unknown) {
    super('No connection to PostgreSQL', { cause })
  }
}

/**
 * Of Prisma: not reachable, no answer, connection closed, no connection free in time, a transaction
 * that took too long, too many connections. Of PostgreSQL: a connection that broke, too many, shut down
 * or starting. Of the socket: reset or closed.
 */
const CODES = /^(P1001|P1008|P1017|P2024|P2028|P2037|08...|53300|57P0[123]|ECONNRESET|EPIPE)$/

type Shape = {
  kind?: unknown
  code?: unknown
  message?: unknown
  meta?: { driverAdapterError?: { cause?: { originalCode?: unknown } } }
  cause?: { originalCode?: unknown }
}

/** Whether an error says that there is no connection, or that it was lost in the middle of a query. */
export function isNoConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { kind, code, message, meta, cause } = error as Shape
  if (kind === KIND) return true
  const codes = [code, meta?.driverAdapterError?.cause?.originalCode, cause?.originalCode]
  if (codes.some((one) => typeof one === 'string' && CODES.test(one))) return true
  // Of the driver, which has no code for it.
  return /^Connection terminated|^Client has encountered a connection error/.test(String(message))
}
