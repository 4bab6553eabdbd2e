import { log } from '../log'
import { metrics } from '../metrics'
import { noteOf } from '../request-note'

/** Of which door a request is: the first part of its address, which Next.js knows, so no value. */
const doorOf = (url: string): string => /^[^/]*\/\/[^/]*\/api\/([a-z]+)/.exec(url)?.[1] ?? 'other'

/** One line in the log, and one count in the metrics, when the answer of a request begins. */
export function observe(
  request: Request,
  requestId: string,
  status: number,
  startedAt: number,
): void {
  const ms = performance.now() - startedAt
  const { method } = request
  const door = doorOf(request.url)
  const { route = `/api/${door}`, actor, space } = noteOf(request)
  log.info({ requestId, actor, space, method, route, status, ms: Math.round(ms * 10) / 10 })
  metrics?.request(door, method, status, ms / 1000)
}
