import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'

/** A process that does as it is told by messages, and answers each with one. */
export class Child {
  private constructor(private readonly process: ChildProcess) {}

  /** @param file a TypeScript file unless `options` say how it is run. */
  static start(file: string, args: string[] = [], options: ForkOptions = {}): Child {
    return new Child(fork(file, args, { execArgv: ['--import', 'tsx'], ...options }))
  }

  /** @throws Error with what went wrong there, or when the process ends instead of answering. */
  ask<Answer>(order: object): Promise<Answer> {
    this.process.send(order)
    return this.next()
  }

  /** The answer that comes next. */
  next<Answer>(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const gone = () => reject(new Error(`The process ended: ${this.process.spawnargs.join(' ')}`))
      this.process.once('exit', gone)
      this.process.once('message', (message: { answer?: Answer; error?: string }) => {
        this.process.off('exit', gone)
        if (message.error) reject(new Error(message.error))
        else resolve(message.answer as Answer)
      })
    })
  }

  /** @throws Error when the process, which ends by itself, does not end well. */
  async finished(): Promise<void> {
    const code = await new Promise((resolve) => this.process.once('exit', resolve))
    if (code !== 0) throw new Error(`The process failed: ${this.process.spawnargs.join(' ')}`)
  }

  /** Ends the process and waits until it is gone. */
  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    const gone = new Promise((resolve) => this.process.once('exit', resolve))
    this.process.kill()
    await gone
  }
}

/** Does what messages say, in such a process. */
export function obeyOrders<Order>(obey: (order: Order) => Promise<unknown> | undefined): void {
  process.on('message', (order: Order) => {
    obey(order)?.then(
      (answer) => process.send?.({ answer }),
      (error: unknown) => process.send?.({ error: String((error as Error).stack ?? error) }),
    )
  })
}
