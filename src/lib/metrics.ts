import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { poolStates } from './db/health'
import { env } from './env'

/** What Prometheus collects: of the process as a whole, never of a space or a person. */
export type Metrics = {
  request(door: string, method: string, status: number, seconds: number): void
  /** In the format of Prometheus, and its content type. */
  read(): Promise<{ text: string; type: string }>
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
/** From a list out of the cache to a long import. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

function collect(): Metrics {
  const registers = [new Registry()]
  const [registry] = registers as [Registry]
  // With the lag of the event loop, memory and garbage collection.
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'studyspace_requests_total',
    help: 'Requests to the API by door, method and status.',
    labelNames: ['door', 'method', 'status'],
    registers,
  })
  const durations = new Histogram({
    name: 'studyspace_request_duration_seconds',
    help: 'Seconds until an answer of the API begins.',
    labelNames: ['door', 'method'],
    buckets: SECONDS,
    registers,
  })
  new Gauge({
    name: 'studyspace_pool_connections',
    help: 'Connections to PostgreSQL of a pool by state; "waiting" are requests for one.',
    labelNames: ['pool', 'state'],
    registers,
    collect() {
      for (const { pool, ...states } of poolStates()) {
        for (const [state, count] of Object.entries(states)) this.set({ pool, state }, count)
      }
    },
  })
  return {
    request(door, given, status, seconds) {
      const method = METHODS.has(given) ? given : 'OTHER'
      requests.inc({ door, method, status })
      durations.observe({ door, method }, seconds)
    },
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  }
}

// Next.js evaluates this file once for each of its bundles; they count together.
const kept = globalThis as typeof globalThis & { studyspaceMetrics?: Metrics }
if (env.METRICS_TOKEN) kept.studyspaceMetrics ??= collect()

/** Absent without METRICS_TOKEN: nobody could read what was counted. */
export const metrics = kept.studyspaceMetrics
