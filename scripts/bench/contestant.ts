import { Client } from 'pg'
import { type Contender, OPERATIONS, type Opener, type Operation } from './contenders/contender'
import type { Scene } from './data'

/**
 * The process of one contender, so that each has its own memory, code and plans. It is told by
 * messages what to do, and answers each with one.
 */

export type Order =
  | { open: string; scene: Scene; sink: string }
  | { prove: Operation; turn: number }
  | { run: Operation; ms: number; connections: number }
  | { close: true }

export type Window = {
  calls: number
  ms: number
  /** Processor time of this process. */
  cpuMs: number
  rssMb: number
}

/** By name; imported when it is its turn, so that no contender pays for another one's code. */
const openers: Record<string, () => Promise<Opener>> = {
  raw: async () => (await import('./contenders/raw')).openRaw,
  prisma: async () => (await import('./contenders/prisma')).openPrisma,
  door: async () => (await import('./contenders/door')).openOurDoor,
  rpc: async () => (await import('./contenders/rpc')).openRpc,
  rest: async () => (await import('./contenders/rest')).openRest,
}

let contender: Contender | undefined
let turn = 0
let messages = 0

const query = Client.prototype.query as (...args: unknown[]) => unknown
Client.prototype.query = function (this: Client, ...args: unknown[]) {
  messages++
  return query.apply(this, args)
} as typeof Client.prototype.query

async function obey(order: Order): Promise<unknown> {
  if ('open' in order) {
    const opener = openers[order.open]
    if (!opener) throw new Error(`There is no contender "${order.open}".`)
    contender = await (await opener())(order.scene, order.sink)
    return OPERATIONS.filter((operation) => contender?.works[operation])
  }
  if ('prove' in order) return prove(order.prove, order.turn)
  if ('run' in order) return run(order.run, order.ms, order.connections)
  await contender?.close()
  return undefined
}

/** What the operation gives, and how many messages go to PostgreSQL for it. */
async function prove(
  operation: Operation,
  at: number,
): Promise<{ ids: string[]; statements: number }> {
  const work = contender?.works[operation]
  if (!work) throw new Error(`No ${operation}.`)
  // The first times are for getting to know each other.
  for (let time = 0; time < 3; time++) await work(1_000_000 + turn++)
  messages = 0
  const ids = await work(at)
  return { ids, statements: messages }
}

async function run(operation: Operation, ms: number, connections: number): Promise<Window> {
  const work = contender?.works[operation]
  if (!work) throw new Error(`No ${operation}.`)
  let calls = 0
  const started = performance.now()
  const cpu = process.cpuUsage()
  const one = async () => {
    while (performance.now() - started < ms) {
      await work(turn++)
      calls++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const { user, system } = process.cpuUsage(cpu)
  return {
    calls,
    ms: performance.now() - started,
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / 1e6,
  }
}

process.on('message', (order: Order) => {
  obey(order).then(
    (answer) => process.send?.({ answer }),
    (error: unknown) => process.send?.({ error: String((error as Error).stack ?? error) }),
  )
})
