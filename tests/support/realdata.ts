import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** Public files of other projects, which stand beside the repository and are read in place. */
const folder = resolve('../shared/realdata')

/** The path of such a file. */
export const realdata = (path: string): string => resolve(folder, path)

/**
 * Whether these files are here. On a build server they must be; elsewhere the tests that need them
 * are left out, and say so.
 */
export function hasRealdata(): boolean {
  if (existsSync(folder)) return true
  if (process.env.CI) throw new Error(`The files in ${folder} are missing.`)
  process.stderr.write(`\nLEFT OUT: tests of real files, because ${folder} does not exist.\n\n`)
  return false
}
