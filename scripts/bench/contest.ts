import { median } from './statistics'

/** Two ways or more to do the same thing, compared within one run. */
export type Contest = {
  name: string
  contenders: Record<string, () => Promise<unknown> | undefined>
}

export type Result = {
  name: string
  /** Calls in a second, the median of all rounds. */
  perSecond: Record<string, number>
  /** The first contender's throughput as a share of the second's: the median over the rounds. */
  ratio: number
}

const ROUNDS = 25
const CALLS = 160
/** Calls under way at the same time, as from a busy server. */
const CONCURRENCY = 8

/** Runs the contenders in turns, the order reversed each round, so that a busy machine slows all alike. */
export async function run({ name, contenders }: Contest): Promise<Result> {
  const names = Object.keys(contenders)
  const speeds = new Map(names.map((contender) => [contender, [] as number[]]))
  for (let round = -2; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? names : names.toReversed()
    for (const contender of order) {
      const speed = await speedOf(contenders[contender] as () => Promise<unknown>)
      // The first rounds warm up.
      if (round >= 0) speeds.get(contender)?.push(speed)
    }
  }
  const [first = [], second = []] = [...speeds.values()]
  return {
    name,
    perSecond: Object.fromEntries([...speeds].map(([key, values]) => [key, median(values)])),
    ratio: median(first.map((speed, round) => speed / (second[round] ?? speed))),
  }
}

async function speedOf(call: () => Promise<unknown>): Promise<number> {
  let left = CALLS
  const started = performance.now()
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (left-- > 0) await call()
    }),
  )
  return CALLS / ((performance.now() - started) / 1000)
}
