import { randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The secret kept in the file `name` of `folder`, made at the first call. Of two processes that make
 * it at the same moment both get the same.
 */
export async function secretIn(folder: string, name: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, name)
  const draft = `${file}.draft-${randomUUID()}`
  const existing = await readFile(file, 'utf8').catch(missing)
  if (existing) return existing.trim()
  await writeFile(draft, randomBytes(32).toString('base64url'), { mode: 0o600 })
  // Unlike a plain write, a link never shows half a file and never replaces one.
  await link(draft, file).catch(alreadyThere)
  await rm(draft)
  return (await readFile(file, 'utf8')).trim()
}

function missing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}

function alreadyThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
