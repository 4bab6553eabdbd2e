import { readFile, rename, rm, writeFile } from 'node:fs/promises'

/** What a data folder keeps beside the cluster, in `postgres.json` (mode 600). */
export interface Access {
  port: number
  password: string
}

/** Undefined when the file is missing or unreadable. */
export async function readAccess(file: string): Promise<Access | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Access
  } catch {
    return undefined
  }
}

/** Readable by this user only, and never half written: without it the data cannot be reached. */
export async function writeAccess(file: string, access: Access): Promise<void> {
  const draft = `${file}.draft`
  await rm(draft, { force: true })
  await writeFile(draft, JSON.stringify(access), { mode: 0o600 })
  await rename(draft, file)
}

/** Connection string of `database` as superuser. */
export function urlOf({ port, password }: Access, database: string): string {
  return `postgresql://postgres:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`
}
