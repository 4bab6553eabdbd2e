import { Agent, request } from 'node:http'
import { Child } from '../child'
import type { Scene } from '../data'
import { type Contender, type Operation, type Usage } from './contender'

/** Where a server listens, and what every call to it has in its head. */
export type Place = { port: number; headers: Record<string, string> }

export type Asked = {
  method: string
  path: string
  body?: unknown
  headers?: Record<string, string>
}

type Answered = {
  data?: { id: string } | { id: string }[]
  'atomic:results'?: { data: { id: string } }[]
}

/** Starts a server of ours in a process of its own. */
export async function startServer(name: string, scene: Scene): Promise<[Child, Place]> {
  const server = Child.start('scripts/bench/server.ts')
  return [server, await server.ask<Place>({ serve: name, scene })]
}

/** Calls over HTTP to a server in another process, over connections that are kept. */
export function callerOf(
  server: Child,
  place: Place,
  operations: readonly Operation[],
  asked: (operation: Operation, turn: number) => Asked,
): Contender {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 })
  const works = operations.map((operation) => [
    operation,
    async (turn: number) => idsIn(await send(place, agent, asked(operation, turn))),
  ])
  return {
    works: Object.fromEntries(works) as Contender['works'],
    usage: () => server.ask<Usage>({ usage: true }),
    close: async () => {
      agent.destroy()
      await server.end()
    },
  }
}

/** @returns the text of the answer, empty when the record is absent for who asks. */
function send(place: Place, agent: Agent, { method, path, body, headers }: Asked): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? undefined : JSON.stringify(body)
    const options = {
      ...{ host: '127.0.0.1', port: place.port, agent, method, path },
      headers: { ...place.headers, ...headers } as Record<string, string | number>,
    }
    if (text) options.headers['content-length'] = Buffer.byteLength(text)
    const call = request(options, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const answer = Buffer.concat(parts).toString()
        const { statusCode = 500 } = response
        if (statusCode < 300) resolve(answer)
        else if (statusCode === 403 || statusCode === 404) resolve('')
        else reject(new Error(`${method} ${path}: ${statusCode} ${answer.slice(0, 300)}`))
      })
    })
    call.on('error', reject)
    call.end(text)
  })
}

function idsIn(text: string): string[] {
  if (text === '') return []
  if (!text.startsWith('{')) return idsOfCsv(text)
  const { data, 'atomic:results': results } = JSON.parse(text) as Answered
  return results ? results.map((result) => result.data.id) : [data ?? []].flat().map(({ id }) => id)
}

/** Of files whose cells before the id need no quotes. */
function idsOfCsv(text: string): string[] {
  const [head = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const column = head.replaceAll('"', '').split(',').indexOf('id')
  return lines
    .filter((line) => line !== '')
    .map((line) => line.split(',', column + 1)[column]?.replaceAll('"', '') ?? '')
}
