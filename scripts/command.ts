import { Refusal } from '@/lib/refusal'

const FILE_TROUBLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'])

/**
 * Runs a command to its end and exits, with 0 or, after an error, 1. A Refusal and a file that cannot
 * be written are printed as one line, anything else with its stack.
 */
export async function command(run: () => Promise<void>): Promise<never> {
  try {
    await run()
    process.exit()
  } catch (error) {
    process.stderr.write(`${lineFor(error as NodeJS.ErrnoException)}\n`)
    process.exit(1)
  }
}

function lineFor(error: NodeJS.ErrnoException): string {
  if (error instanceof Refusal) return error.message
  if (FILE_TROUBLE.has(error.code ?? '') && error.path) {
    return `Cannot use ${error.path} (${error.code}): give this user the right to write there, and make sure the disk has room.`
  }
  return error.stack ?? String(error)
}

/** Prints a line to the terminal. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Runs one step of a command and prints its name, result and duration. */
export async function step<T>(
  name: string,
  run: () => Promise<T>,
  summarise: (result: T) => string = () => 'done',
): Promise<T> {
  const started = performance.now()
  const result = await run()
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(`  ${name.padEnd(12)} ${summarise(result)} (${seconds} s)`)
  return result
}
