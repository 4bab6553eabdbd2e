import { type ChildProcess, spawn } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { freePort } from '../../scripts/free-port'
import { copyProject, run } from '../../scripts/mutations/copy'

const SCHEMA = 'schema.zmodel'
const START_PATIENCE_MS = 180_000

/** What a command in the copy did. */
export type Done = { code: number; output: string; seconds: number }

/**
 * A copy of the repository as somebody has it who has just cloned it: a database of its own, and no
 * setting of whoever runs the tests.
 */
export class ProjectCopy {
  #server: ChildProcess | undefined

  private constructor(
    readonly folder: string,
    readonly remove: () => Promise<void>,
  ) {}

  static async make(): Promise<ProjectCopy> {
    const { folder, remove } = await copyProject()
    return new ProjectCopy(folder, remove)
  }

  get #env(): NodeJS.ProcessEnv {
    const { PATH, HOME, TMPDIR } = process.env
    // Beside the copy, as the folder `.data` would be in it, but removed with it at once.
    // Next.js declares NODE_ENV to be always there.
    return { PATH, HOME, TMPDIR, TZ: 'UTC', STUDYSPACE_DATA: join(this.folder, '.data') } as never
  }

  /** Runs a command line and says how long it took. */
  async run(command: string): Promise<Done> {
    const started = performance.now()
    const { code, output } = await run(command, this.folder, this.#env)
    return { code, output, seconds: (performance.now() - started) / 1000 }
  }

  read(file: string): Promise<string> {
    return readFile(join(this.folder, file), 'utf8')
  }

  async edit(file: string, change: (text: string) => string): Promise<void> {
    const before = await this.read(file)
    const after = change(before)
    if (after === before) throw new Error(`The edit changes nothing in ${file}.`)
    await writeFile(join(this.folder, file), after)
  }

  editSchema(change: (text: string) => string): Promise<void> {
    return this.edit(SCHEMA, change)
  }

  /** `npm run dev`; returns its address when it answers. */
  async start(): Promise<string> {
    const port = await freePort()
    const url = `http://localhost:${port}`
    const server = spawn(process.execPath, ['--import', 'tsx', 'scripts/dev.ts'], {
      cwd: this.folder,
      env: { ...this.#env, PORT: String(port), HOST: '127.0.0.1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    this.#server = server
    let printed = ''
    const collect = (chunk: Buffer) => {
      printed += chunk
    }
    server.stdout?.on('data', collect)
    server.stderr?.on('data', collect)
    const deadline = Date.now() + START_PATIENCE_MS
    while (!(await isHealthy(url))) {
      if (server.exitCode !== null || Date.now() > deadline) {
        await this.stop()
        throw new Error(`The server did not start:\n${printed}`)
      }
      await wait(200)
    }
    return url
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (!server || server.exitCode !== null) return
    const ended = new Promise((resolve) => server.once('close', resolve))
    server.kill('SIGTERM')
    await ended
  }
}

async function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  )
}
