import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { bundleProgram, kill, startProgram } from './program'

/** Servers of `/api/rest` that are killed in the middle of their work; there are always two of them. */
export class MortalServers {
  kills = 0
  readonly #program: string
  /** The oldest first. */
  #servers: { process: ChildProcess; url: Promise<string | null> }[] = []
  #turn = 0

  constructor(program: string) {
    this.#program = program
    this.#start()
    this.#start()
  }

  static async open(): Promise<MortalServers> {
    const servers = new MortalServers(await bundleProgram('tests/support/rest-worker.ts'))
    await Promise.all(servers.#servers.map(({ url }) => url))
    return servers
  }

  /** Where one is that listens; another one each time. */
  async url(): Promise<string> {
    for (;;) {
      this.#turn += 1
      const server = this.#servers[this.#turn % this.#servers.length]
      const url = await server?.url
      if (url) return url
      if (server && this.#servers.includes(server)) throw new Error('A server ended by itself.')
    }
  }

  /** Kills the oldest one at once, whatever it does, and starts another one. */
  killOne(): void {
    this.kills += 1
    this.#servers.shift()?.process.kill('SIGKILL')
    this.#start()
  }

  async close(): Promise<void> {
    for (const { process } of this.#servers) await kill(process)
  }

  #start(): void {
    const process = startProgram(this.#program)
    const url = Promise.race([
      once(process, 'message').then(([message]) => String(message)),
      // It was killed before it listened.
      once(process, 'exit').then(() => null),
    ])
    this.#servers.push({ process, url })
  }
}
