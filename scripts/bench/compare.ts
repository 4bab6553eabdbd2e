import { Refusal } from '@/lib/refusal'
import { LONG, type Operation } from './contenders/contender'
import type { Proof, Window } from './contestant'
import { Contestant, type Entry } from './remote-contestant'
import { median, shuffled, spread, sum } from './statistics'

/** Contenders that do the same work in turns. */

export type Figures = {
  operation: Operation
  contender: string
  /** Calls in a second: the median over the windows. */
  perSecond: number
  /** Processor time for one call, of the process that does the work. */
  cpuMs: number
  /** Processor time for one call, of PostgreSQL; absent where it cannot be seen. */
  postgresMs?: number
  /** Messages to PostgreSQL for one call. */
  statements: number
  rssMb: number
  /** By another contender's name: this one's throughput as a multiple of it, with the quartiles. */
  ratios: Record<string, { median: number; low: number; high: number }>
}

export type Plan = {
  rounds: number
  windowMs: number
  /** What everybody may use of the processor before an operation is measured, to compile its code. */
  warmUpCpuMs: number
  connections: number
  /** Of PostgreSQL, in milliseconds. */
  clock?: () => Promise<number>
  /** Whether all work on the same rows, and so have to find the same. */
  sameRows: boolean
}

/**
 * Shows that all do the same work, then measures them, window by window in random order.
 * @param tell gets the figures of each operation as soon as it is measured.
 */
export async function compare(
  entries: Entry[],
  operations: readonly Operation[],
  plan: Plan,
  tell: (figures: Figures[]) => void,
): Promise<Figures[]> {
  const contestants: Contestant[] = []
  try {
    const starts = entries.map((entry, index) =>
      Contestant.start(entry, entry.scene.sinks[index] ?? ''),
    )
    // Those that started are ended, whoever did not.
    const started = await Promise.allSettled(starts)
    contestants.push(...started.flatMap((one) => (one.status === 'fulfilled' ? one.value : [])))
    await Promise.all(starts)
    const figures: Figures[] = []
    for (const operation of operations) {
      const able = contestants.filter((contestant) => contestant.operations.has(operation))
      const proofs = await proofsOf(able, operation, plan.sameRows)
      const windows = await windowsOf(able, operation, plan)
      const measured = figuresOf(operation, proofs, windows)
      tell(measured)
      figures.push(...measured)
    }
    return figures
  } finally {
    await Promise.all(contestants.map((contestant) => contestant.end()))
  }
}

/** What finds the same records whoever asks; the others make their own. */
const SAME_IDS: readonly Operation[] = ['list', 'total', 'get', 'update', 'export']

/** @throws Refusal when they find, write or refuse something else. */
async function proofsOf(
  contestants: Contestant[],
  operation: Operation,
  sameRows: boolean,
): Promise<Map<string, Proof>> {
  const proofs = new Map<string, Proof>()
  for (const one of contestants) {
    proofs.set(one.name, await one.prove({ prove: operation, turn: 42 }))
  }
  const [first] = proofs.values()
  for (const [name, { ids, foreign }] of proofs) {
    const same =
      sameRows && SAME_IDS.includes(operation)
        ? ids.join() === first?.ids.join()
        : ids.length === first?.ids.length
    if (!same || ids.length === 0) {
      throw new Refusal(`${name} does not do the same work as the first: ${operation}.`)
    }
    if (foreign.length > 0) {
      throw new Refusal(`${name} gives a record of another space: ${operation}.`)
    }
  }
  return proofs
}

type Measured = Window & { postgresMs?: number }

async function windowsOf(
  contestants: Contestant[],
  operation: Operation,
  plan: Plan,
): Promise<Map<string, Measured[]>> {
  const windows = new Map(contestants.map(({ name }) => [name, [] as Measured[]]))
  const long = LONG[operation]
  const rounds = long ? Math.ceil(plan.rounds / 5) : plan.rounds
  const order = { run: operation, ms: plan.windowMs, connections: long ?? plan.connections }
  // What is long has been warmed up by the proof.
  for (const one of long ? [] : contestants) {
    let used = 0
    while (used < plan.warmUpCpuMs) used += (await one.run(order)).cpuMs
  }
  for (let round = 0; round < rounds; round++) {
    for (const one of shuffled(contestants)) {
      const before = await plan.clock?.()
      const window = await one.run(order)
      const after = await plan.clock?.()
      const postgresMs = before === undefined || after === undefined ? undefined : after - before
      windows.get(one.name)?.push({ ...window, postgresMs })
    }
  }
  return windows
}

function figuresOf(
  operation: Operation,
  proofs: Map<string, Proof>,
  windows: Map<string, Measured[]>,
): Figures[] {
  return [...windows].map(([name, own]) => {
    const ratios = [...windows]
      .filter(([other]) => other !== name)
      .map(([other, theirs]) => [
        other,
        spread(own.map((window, at) => speed(window) / speed(theirs[at]))),
      ])
    const calls = sum(own.map((window) => window.calls))
    const clocked = own.every(({ postgresMs }) => postgresMs !== undefined)
    return {
      operation,
      contender: name,
      perSecond: median(own.map(speed)),
      cpuMs: sum(own.map(({ cpuMs }) => cpuMs)) / calls,
      // A window is too short for the clock, all of them together are not.
      ...(clocked && { postgresMs: sum(own.map(({ postgresMs = 0 }) => postgresMs)) / calls }),
      statements: proofs.get(name)?.statements ?? 0,
      rssMb: Math.max(...own.map(({ rssMb }) => rssMb)),
      ratios: Object.fromEntries(ratios) as Figures['ratios'],
    }
  })
}

const speed = (window: Window | undefined): number =>
  window ? window.calls / (window.ms / 1000) : 0
