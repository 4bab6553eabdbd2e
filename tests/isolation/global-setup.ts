import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder in which each test file of the isolation suite leaves how many cases it ran. */
    caseCounts: string
  }
}

/** Sums up the cases of all files and prints them when the suite is done. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'isolation-cases-'))
  project.provide('caseCounts', folder)
  return async () => {
    const counts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')),
    )
    await rm(folder, { recursive: true, force: true })
    const total = counts.reduce((sum, count) => sum + Number(count), 0)
    if (total > 0) process.stdout.write(`\nIsolation suite: ${total} cases\n`)
  }
}
