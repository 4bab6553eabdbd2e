import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { withLock } from './lock'

/** Not beside the stamp: the work may empty the folder that the stamp stands in. */
const LOCKS = 'node_modules/.cache/studyspace'

/**
 * Does `work` unless `file` says that it was done for exactly this `content` before. The stamp is
 * removed first and written last, so work that was cut short counts as not done. Of two processes
 * that come at the same time one does the work and the other waits for it.
 * @param outputs files that the work writes elsewhere: without one of them it counts as not done either.
 * @returns whether the work was done now.
 */
export async function unlessStamped(
  file: string,
  content: string,
  work: () => Promise<void>,
  outputs: readonly string[] = [],
): Promise<boolean> {
  // Without the lock first: where everything is up to date nothing needs to be writable.
  if (await isStamped(file, content, outputs)) return false
  await mkdir(LOCKS, { recursive: true })
  return withLock(LOCKS, `${basename(file)}-lock`, async () => {
    if (await isStamped(file, content, outputs)) return false
    await rm(file, { force: true })
    await work()
    await writeFile(file, content)
    return true
  })
}

async function isStamped(
  file: string,
  content: string,
  outputs: readonly string[],
): Promise<boolean> {
  if ((await readFile(file, 'utf8').catch(() => undefined)) !== content) return false
  return outputs.every((output) => existsSync(output))
}

/** SHA-256 over names and contents of files and, recursively, folders; absent ones count as absent. */
export async function hashOf(paths: string[]): Promise<string> {
  const hash = createHash('sha256')
  for (const file of (await Promise.all(paths.map(filesBelow))).flat()) {
    hash
      .update(`${file}\0`)
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex')
}

async function filesBelow(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found) return []
  if (!found.isDirectory()) return [path]
  const names = (await readdir(path)).sort()
  return (await Promise.all(names.map((name) => filesBelow(join(path, name))))).flat()
}
