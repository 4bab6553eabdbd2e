import type { IncomingMessage, ServerResponse } from 'node:http'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import compression from 'compression'
import { offeredDoor } from '@/lib/api/direct'
import type { Door } from '@/lib/api/reply'
import { apiHeaders } from '../next.config.mjs'

/** What a server of node:http does with a request. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => void

/**
 * A door on node:http. The adapter makes the Request, and the answer is written as it is: a Response would
 * be read as a stream. The globals stay Node's own, since Next.js has them too.
 */
export function listenerOf(door: Door): Listener {
  const listener = getRequestListener(
    async (request, env) => {
      const { body, status, headers } = await door(request)
      // The type knows HTTP/2 too, which none of our servers speaks.
      const { outgoing } = env as HttpBindings
      if (body !== null) headers.set('content-length', String(Buffer.byteLength(body)))
      outgoing.writeHead(status, Object.fromEntries(headers)).end(body ?? undefined)
      return RESPONSE_ALREADY_SENT
    },
    { overrideGlobalObjects: false },
  )
  return (request, response) => void listener(request, response)
}

/**
 * Answers what the application offers before Next.js, as Next.js would have it answered: with the same
 * headers, and compressed. Everything else goes to `otherwise`; so does what comes before the
 * application, which Next.js loads at its leisure, has offered anything.
 */
export function directApi(otherwise: Listener): Listener {
  const compress = compression()
  const listeners = new Map<Door, Listener>()
  return (request, response) => {
    const door = offeredDoor(request.url)
    if (!door) return otherwise(request, response)
    const listener = listeners.get(door) ?? listenerOf(door)
    listeners.set(door, listener)
    for (const { key, value } of apiHeaders) response.setHeader(key, value)
    // The types are those of Express, of which nothing else is used.
    compress(request as never, response as never, () => listener(request, response))
  }
}
