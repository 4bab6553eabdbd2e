import { Child } from './child'
import type { Operation } from './contenders/contender'
import type { Order, Proof, Window } from './contestant'
import type { Scene } from './data'

/** Who takes part: a contender, and what its process has in its environment besides ours. */
export type Entry = {
  name: string
  open: string
  scene: Scene
  environment?: Record<string, string>
}

/** A contender in a process of its own. */
export class Contestant {
  private constructor(
    readonly name: string,
    readonly operations: ReadonlySet<Operation>,
    private readonly child: Child,
  ) {}

  static async start({ name, open, scene, environment }: Entry, sink: string): Promise<Contestant> {
    const child = Child.start('scripts/bench/contestant.ts', [], {
      env: { ...process.env, ...environment },
      execArgv: ['--import', 'tsx'],
    })
    try {
      const order: Order = { open, scene, sink }
      return new Contestant(name, new Set(await child.ask<Operation[]>(order)), child)
    } catch (error) {
      await child.end()
      throw error
    }
  }

  prove = (order: Order & { prove: Operation }) => this.child.ask<Proof>(order)

  run = (order: Order & { run: Operation }) => this.child.ask<Window>(order)

  async end(): Promise<void> {
    await this.child.ask({ close: true } satisfies Order)
    await this.child.end()
  }
}
