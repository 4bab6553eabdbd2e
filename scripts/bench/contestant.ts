import { obeyOrders } from './child'
import {
  type Contender,
  FOREIGN,
  LONG,
  OPERATIONS,
  type Opener,
  type Operation,
  type Usage,
} from './contenders/contender'
import type { Scene } from './data'
import { usage } from './witness.mjs'

/**
 * The process of one contender, so that each has its own memory, code and plans: it does the work
 * itself, or calls a server that does it in yet another process.
 */

export type Order =
  | { open: string; scene: Scene; sink: string }
  | { prove: Operation; turn: number }
  | { run: Operation; ms: number; connections: number }
  | { close: true }

/** What an operation gave, what it gave of a record of another space, and its messages to PostgreSQL. */
export type Proof = { ids: string[]; foreign: string[]; statements: number }

export type Window = {
  calls: number
  ms: number
  /** Processor time of the process that does the work. */
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
  directus: async () => (await import('./contenders/directus')).openDirectus,
}

/** Those that name one record, which may be of another space. */
const OF_ONE: readonly Operation[] = ['get', 'update']

let contender: Contender | undefined
let turn = 0

const used = async (): Promise<Usage> => (await contender?.usage?.()) ?? usage()

function workOf(operation: Operation) {
  const work = contender?.works[operation]
  if (!work) throw new Error(`No ${operation}.`)
  return work
}

obeyOrders(async (order: Order) => {
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
})

/** Uses of a statement before it is known (src/lib/db/known-statements.ts). */
const TIMES = 6

async function prove(operation: Operation, at: number): Promise<Proof> {
  const work = workOf(operation)
  const times = LONG[operation] ? 1 : TIMES
  for (let time = 0; time < times; time++) await work(1_000_000 + turn++)
  const { statements } = await used()
  const ids = await work(at)
  return {
    ids,
    statements: (await used()).statements - statements,
    foreign: OF_ONE.includes(operation) ? await work(FOREIGN) : [],
  }
}

async function run(operation: Operation, ms: number, connections: number): Promise<Window> {
  const work = workOf(operation)
  let calls = 0
  const before = await used()
  const started = performance.now()
  const one = async () => {
    while (performance.now() - started < ms) {
      const ids = await work(turn++)
      if (ids.length === 0) throw new Error(`Nothing done: ${operation}.`)
      calls++
    }
  }
  await Promise.all(Array.from({ length: connections }, one))
  const elapsed = performance.now() - started
  const after = await used()
  return { calls, ms: elapsed, cpuMs: after.cpuMs - before.cpuMs, rssMb: after.rssMb }
}
