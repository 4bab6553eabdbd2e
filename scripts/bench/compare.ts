import { type ChildProcess, fork } from 'node:child_process'
import { Refusal } from '@/lib/refusal'
import type { Operation } from './contenders/contender'
import type { Order, Window } from './contestant'
import type { Scene } from './data'

/** Contenders in processes of their own, that do the same work in turns. */

export type Figures = {
  operation: Operation
  contender: string
  /** Calls in a second: the median over the windows. */
  perSecond: number
  /** Of this process, for one call: the server, and whoever calls it over HTTP. */
  cpuMs: number
  /** Messages to PostgreSQL for one call. */
  statements: number
  rssMb: number
  /** By another contender's name: this one's throughput as a multiple of it, with the quartiles. */
  ratios: Record<string, { median: number; low: number; high: number }>
}

export type Plan = { rounds: number; windowMs: number; connections: number }

class Contestant {
  private constructor(
    readonly name: string,
    readonly operations: ReadonlySet<Operation>,
    private readonly child: ChildProcess,
  ) {}

  static async start(name: string, scene: Scene, sink: string): Promise<Contestant> {
    const child = fork('scripts/bench/contestant.ts', { execArgv: ['--import', 'tsx'] })
    const open = { open: name, scene, sink }
    const operations = await ask<Operation[]>(child, open)
    return new Contestant(name, new Set(operations), child)
  }

  prove = (prove: Operation, turn: number) =>
    ask<{ ids: string[]; statements: number }>(this.child, { prove, turn })

  run = (run: Operation, { windowMs, connections }: Plan) =>
    ask<Window>(this.child, { run, ms: windowMs, connections })

  async end(): Promise<void> {
    await ask(this.child, { close: true })
    this.child.kill()
  }
}

function ask<Answer>(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error('The process of a contender ended.'))
    child.once('exit', gone)
    child.once('message', ({ answer, error }: { answer: Answer; error?: string }) => {
      child.off('exit', gone)
      if (error) reject(new Error(error))
      else resolve(answer)
    })
    child.send(order)
  })
}

/** Shows that all do the same work, then measures them, window by window in random order. */
export async function compare(
  names: string[],
  operations: readonly Operation[],
  scene: Scene,
  plan: Plan,
): Promise<Figures[]> {
  const contestants: Contestant[] = []
  try {
    for (const [index, name] of names.entries()) {
      contestants.push(await Contestant.start(name, scene, scene.sinks[index] ?? ''))
    }
    const figures: Figures[] = []
    for (const operation of operations) {
      const able = contestants.filter((contestant) => contestant.operations.has(operation))
      figures.push(...(await compareOne(able, operation, plan)))
    }
    return figures
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.end()))
  }
}

/** Each of them is a thousand records. */
const BULKS_AT_ONCE = 2

const READS: readonly Operation[] = ['list', 'total', 'get', 'update']

async function compareOne(
  contestants: Contestant[],
  operation: Operation,
  plan: Plan,
): Promise<Figures[]> {
  const proofs = new Map<string, { ids: string[]; statements: number }>()
  for (const one of contestants) proofs.set(one.name, await one.prove(operation, 42))
  const [first, ...others] = [...proofs.values()]
  const same = others.every(({ ids }) =>
    READS.includes(operation) ? ids.join() === first?.ids.join() : ids.length === first?.ids.length,
  )
  if (!same || !first?.ids.length) throw new Refusal(`They do not do the same work: ${operation}.`)

  const windows = new Map(contestants.map(({ name }) => [name, [] as Window[]]))
  for (let round = -1; round < plan.rounds; round++) {
    for (const one of shuffled(contestants)) {
      const connections = operation === 'bulk' ? BULKS_AT_ONCE : plan.connections
      const window = await one.run(operation, { ...plan, connections })
      // The first round warms up.
      if (round >= 0) windows.get(one.name)?.push(window)
    }
  }
  return contestants.map(({ name }) => {
    const own = windows.get(name) ?? []
    const ratios = contestants
      .filter((other) => other.name !== name)
      .map((other) => [
        other.name,
        spread(own.map((window, at) => speed(window) / speed(windows.get(other.name)?.[at]))),
      ])
    return {
      operation,
      contender: name,
      perSecond: median(own.map(speed)),
      cpuMs: median(own.map(({ cpuMs, calls }) => cpuMs / calls)),
      statements: proofs.get(name)?.statements ?? 0,
      rssMb: Math.max(...own.map(({ rssMb }) => rssMb)),
      ratios: Object.fromEntries(ratios) as Figures['ratios'],
    }
  })
}

const speed = (window: Window | undefined): number =>
  window ? window.calls / (window.ms / 1000) : 0

function spread(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}

const median = (values: number[]): number => spread(values).median

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}
