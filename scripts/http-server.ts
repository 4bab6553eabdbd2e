import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { ADDRESS_HEADER, callerAddress } from '@/lib/auth/client-address'
import { Refusal } from '@/lib/refusal'
import { closeServer } from './close-server'
import { directApi, type Listener } from './direct-api'

const CLOSE_PATIENCE_MS = 10_000
/** How long a request may take to arrive: a large file on a slow line. Node's five minutes are too few. */
const ARRIVAL_MS = 30 * 60_000

export interface Address {
  port: number
  host: string
}

/** A running HTTP server. */
export interface RunningServer {
  /** Accepts nothing new and returns when the requests in progress are answered, after 10 s at most. */
  close(): Promise<void>
}

/** Serves the application, built (`dev: false`) or with hot reload. */
export async function serve(address: Address, dev: boolean): Promise<RunningServer> {
  // Imported late: React and Next choose their development or production code by NODE_ENV on import.
  const { default: next } = await import('next')
  const { env } = await import('@/lib/env')
  const server = createServer({ requestTimeout: ARRIVAL_MS })
  const app = next({
    dev,
    hostname: address.host,
    port: address.port,
    httpServer: server,
    quiet: true,
  })
  await app.prepare()
  const handle = app.getRequestHandler()
  const byNext: Listener = (request, response) => void handle(request, response)
  const answer = env.DIRECT_API ? directApi(byNext) : byNext
  server.on('request', (request, response) => {
    stampAddress(request, env.TRUST_PROXY)
    answer(request, response)
  })
  // The hot-reload sockets of `npm run dev`; they stay open as long as a browser shows a page.
  const sockets = new Set<Duplex>()
  server.on('upgrade', (_, socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await listen(server, address)
  // The loader that runs these scripts asks Node to map every stack to its sources, which the server
  // would pay for with each error object.
  if (!dev) process.setSourceMapsEnabled(false)
  return {
    async close() {
      for (const socket of sockets) socket.destroy()
      await closeServer(server, CLOSE_PATIENCE_MS)
      await app.close()
    },
  }
}

/**
 * Handlers see no socket; this tells them who called, whatever the caller wrote there. Both lists of the
 * headers are read by somebody.
 */
function stampAddress(request: IncomingMessage, proxies: number): void {
  const { headers, rawHeaders, socket } = request
  const forwarded = headers[ADDRESS_HEADER]?.toString()
  const address = callerAddress(socket.remoteAddress, forwarded, proxies)
  headers[ADDRESS_HEADER] = address
  const others = rawHeaders.filter(
    (_, at) => rawHeaders[at - (at % 2)]?.toLowerCase() !== ADDRESS_HEADER,
  )
  request.rawHeaders = [...others, ADDRESS_HEADER, address]
}

/** Refuses when the address cannot be listened on; asked first, so that nobody waits for a build. */
export async function requireFree(address: Address): Promise<void> {
  const probe = createServer()
  await listen(probe, address)
  await new Promise((resolve) => probe.close(resolve))
}

function listen(server: Server, { port, host }: Address): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusalFor(error, port, host)))
    server.listen(port, host, resolve)
  })
}

function refusalFor(error: NodeJS.ErrnoException, port: number, host: string): Error {
  const other = `PORT=${port < 65000 ? port + 1 : 3000} npm start`
  if (error.code === 'EADDRINUSE') {
    return new Refusal(
      `Port ${port} is taken by another program: stop it, or choose another with ${other}`,
    )
  }
  if (error.code === 'EACCES') {
    return new Refusal(
      `This user may not listen on port ${port}: choose one above 1023, for example PORT=3000 npm start`,
    )
  }
  return new Refusal(
    `Cannot listen on ${host} (${error.code}): set HOST to an address of this machine, or leave it out.`,
  )
}
