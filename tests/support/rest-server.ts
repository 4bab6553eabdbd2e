import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { handleRest } from '@/lib/rest/handler'
import { listenerOf } from '../../scripts/direct-api'

/** `/api/rest` on a port of this machine. A caller says in X-Forwarded-For where it calls from. */
export type RestServer = { url: string; close(): Promise<void> }

export async function startRestServer(): Promise<RestServer> {
  const server = createServer(listenerOf(handleRest))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
