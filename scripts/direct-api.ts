import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import compression from 'compression'
import { type Handler, offeredHandler } from '@/lib/api/direct'
import { apiHeaders } from '../next.config.mjs'

/** What a server of node:http does with a request. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void

/** A handler of Request and Response on node:http. The globals stay Node's own: Next.js has them too. */
export function listenerOf(handler: Handler): Listener {
  const listener = getRequestListener(handler, { overrideGlobalObjects: false })
  return (request, response) => void listener(request, response)
}

/**
 * Answers what the application offers before Next.js, as Next.js would have it answered: with the same
 * headers, and compressed. Everything else goes to `otherwise`; so does what comes before the
 * application, which Next.js loads at its leisure, has offered anything.
 */
export function directApi(otherwise: Listener): Listener {
  const compress = compression()
  const listeners = new Map<Handler, Listener>()
  return (request, response) => {
    const handler = offeredHandler(request.url)
    if (!handler) return otherwise(request, response)
    const listener = listeners.get(handler) ?? listenerOf(handler)
    listeners.set(handler, listener)
    for (const { key, value } of apiHeaders) response.setHeader(key, value)
    // The types are those of Express, of which nothing else is used.
    compress(request as never, response as never, () => listener(request, response))
  }
}
