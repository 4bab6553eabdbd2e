import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { basename, resolve } from 'node:path'
import { build } from 'esbuild'

/** Programs that a test runs as processes of their own, so that it can kill them. */

/** Bundles a program. @param source from the root of the repository. @returns what `startProgram` takes. */
export async function bundleProgram(source: string): Promise<string> {
  const program = resolve(`node_modules/.cache/studyspace/${basename(source, '.ts')}.mjs`)
  await build({
    entryPoints: [source],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    alias: { '@': resolve('src') },
    logLevel: 'error',
  })
  return program
}

/** With the environment of the test, and a channel for messages. */
export const startProgram = (program: string): ChildProcess =>
  spawn(process.execPath, [program], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })

/** Kills a program that may be dead already, and returns when it is. */
export async function kill(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return
  const end = once(program, 'exit')
  program.kill('SIGKILL')
  await end
}
