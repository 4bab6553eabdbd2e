import { Agent, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Work } from './contender'

type Asked = { method: string; path: string; body?: unknown; headers?: Record<string, string> }
type Answered = {
  data?: { id: string } | { id: string }[]
  'atomic:results'?: { data: { id: string } }[]
}

/** Calls over HTTP to a server of this process, over connections that are kept. */
export async function httpWorks(
  server: Server,
  ask: (operation: string, turn: number) => Asked,
): Promise<{ work(operation: string): Work; close(): Promise<void> }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  return {
    work: (operation) => async (turn) => idsOf(await send(port, agent, ask(operation, turn))),
    close: async () => {
      agent.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(
  port: number,
  agent: Agent,
  { method, path, body, headers }: Asked,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const options = { host: '127.0.0.1', port, agent, method, path, headers: { ...headers } }
    if (text) Object.assign(options.headers, { 'content-length': Buffer.byteLength(text) })
    const call = request(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const answer = Buffer.concat(parts).toString()
        if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(answer) as Answered)
        else reject(new Error(`${method} ${path}: ${response.statusCode} ${answer.slice(0, 300)}`))
      })
    })
    call.on('error', reject)
    call.end(text)
  })
}

const idsOf = ({ data, 'atomic:results': results }: Answered): string[] =>
  results ? results.map((result) => result.data.id) : [data ?? []].flat().map(({ id }) => id)
