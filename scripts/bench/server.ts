import './witness.mjs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { obeyOrders } from './child'
import type { Place } from './contenders/http'
import type { Scene } from './data'
import type { Served } from './servers/served'

/** The process of one server of ours, apart from whoever calls it. */

/** By name; imported when it is its turn, so that no server pays for another one's code. */
const servers: Record<string, () => Promise<(scene: Scene) => Promise<Served>>> = {
  raw: async () => (await import('./servers/raw')).serveRaw,
  rpc: async () => (await import('./servers/rpc')).serveRpc,
  rest: async () => (await import('./servers/rest')).serveRest,
}

async function serve(name: string, scene: Scene): Promise<Place> {
  const load = servers[name]
  if (!load) throw new Error(`There is no server "${name}".`)
  const { answer, headers } = await (await load())(scene)
  const server: Server = createServer(answer)
  // Connections wait here while it is the others' turn.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server.address() as AddressInfo).port, headers }
}

obeyOrders((order: { serve?: string; scene: Scene }) =>
  order.serve ? serve(order.serve, order.scene) : undefined,
)
