import { createRequire } from 'node:module'

/**
 * Part of every process that is measured: counts its messages to PostgreSQL, and says when asked what
 * it has used. Plain JavaScript, so that a process that is not ours can load it too.
 */

// The one that the process itself uses, which for a peer is not ours.
const { Client } = createRequire(`${process.cwd()}/`)('pg')
const { query } = Client.prototype
let statements = 0

Client.prototype.query = function (...args) {
  statements++
  return query.apply(this, args)
}

/**
 * Processor time (ms) and messages to PostgreSQL since the process began, and its memory (MB) now.
 * @returns {{ cpuMs: number, rssMb: number, statements: number }}
 */
export function usage() {
  const { user, system } = process.cpuUsage()
  return {
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / 1e6,
    statements,
  }
}

process.on('message', (order) => {
  if (order.usage) process.send?.({ answer: usage() })
})
// Nobody is left to ask.
process.on('disconnect', () => process.exit())
