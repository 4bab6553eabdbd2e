import type { Server } from 'node:http'

const SWEEP_MS = 50

/**
 * Accepts nothing new and returns when the requests in progress are answered; what is not answered
 * after `patienceMs` is cut off.
 */
export function closeServer(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    // Again and again: a browser keeps the connection of its last answer open for the next request.
    const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
    const done = () => {
      clearInterval(sweep)
      clearTimeout(late)
      server.closeAllConnections()
      resolve()
    }
    // Not only a cut: a WebSocket is no connection of the HTTP server any more, and would hold it open.
    const late = setTimeout(done, patienceMs)
    server.close(done)
  })
}
