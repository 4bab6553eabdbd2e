import { randomUUID } from 'node:crypto'
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '@/lib/refusal'
import { isAlive, processMark } from './process-mark'

const PATIENCE_MS = 5 * 60_000
const RELEASED = 'released'

/**
 * Runs `work` while no other process runs work under the same `name` in `folder`. A holder that was
 * killed does not block anybody.
 *
 * The lock is the file with the highest number: whoever creates the next number holds it, once the
 * file before it says that its holder released it or is gone. Replacing one stale lock file in place
 * would be shorter, and lets two processes that saw the same stale file both take it.
 */
export async function withLock<T>(
  folder: string,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(folder, { recursive: true })
  const held = await acquire(folder, name)
  try {
    return await work()
  } finally {
    await writeFile(held, RELEASED)
  }
}

async function acquire(folder: string, name: string): Promise<string> {
  const draft = join(folder, `${name}.draft-${randomUUID()}`)
  await writeFile(draft, processMark())
  try {
    const deadline = Date.now() + PATIENCE_MS
    while (Date.now() < deadline) {
      const newest = (await numbers(folder, name)).at(-1) ?? 0
      if (newest === 0 || (await isFree(join(folder, `${name}.${newest}`)))) {
        const mine = join(folder, `${name}.${newest + 1}`)
        if (await linkNew(draft, mine)) {
          const all = await numbers(folder, name)
          if (all.at(-1) === newest + 1) {
            for (const old of all.slice(0, -1))
              await rm(join(folder, `${name}.${old}`), { force: true })
            return mine
          }
          // Somebody was further than our listing: that number is theirs, ours means nothing.
          await rm(mine, { force: true })
        }
      }
      await wait(50)
    }
  } finally {
    await rm(draft, { force: true })
  }
  throw new Refusal(
    `Another process has been working in ${folder} ("${name}") for 5 minutes: wait for it or end it, then try again.`,
  )
}

async function numbers(folder: string, name: string): Promise<number[]> {
  return (await readdir(folder))
    .filter((file) => file.startsWith(`${name}.`))
    .map((file) => Number(file.slice(name.length + 1)))
    .filter(Number.isInteger)
    .sort((a, b) => a - b)
}

async function isFree(file: string): Promise<boolean> {
  try {
    const content = await readFile(file, 'utf8')
    return content === RELEASED || (content !== '' && !isAlive(content))
  } catch {
    // Replaced by a newer number since the folder was listed.
    return false
  }
}

/** Creates `target` with the content of `draft` in one step; false when it exists already. */
async function linkNew(draft: string, target: string): Promise<boolean> {
  try {
    await link(draft, target)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
