import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** Absolute path of the program `name` of an installed package, to be run by Node. */
export function programOf(packageName: string, name: string = packageName): string {
  const manifest = require.resolve(`${packageName}/package.json`)
  const { bin } = require(manifest) as { bin: string | Record<string, string> }
  return join(dirname(manifest), typeof bin === 'string' ? bin : (bin[name] ?? ''))
}

/** What a program printed and how it ended. */
export interface Outcome {
  code: number
  /** Standard output and standard error in the order of their arrival. */
  output: string
  stdout: string
}

/**
 * Runs a Node program and collects what it prints.
 * @param env added to the environment of this process.
 * @param echo also shows the output as it arrives.
 * @param stop ends the program when aborted.
 */
export function runProgram(
  file: string,
  args: string[],
  {
    env = {},
    echo = false,
    stop,
  }: { env?: Record<string, string>; echo?: boolean; stop?: AbortSignal } = {},
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: stop,
    })
    const outcome: Outcome = { code: 1, output: '', stdout: '' }
    child.stdout.on('data', (chunk: Buffer) => {
      outcome.stdout += chunk
      outcome.output += chunk
      if (echo) process.stdout.write(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      outcome.output += chunk
      if (echo) process.stderr.write(chunk)
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...outcome, code: code ?? 1 }))
  })
}
