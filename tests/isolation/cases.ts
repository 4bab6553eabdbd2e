import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, inject } from 'vitest'

/** Setup file of the isolation suite: counts its cases, of which one test runs many. */

let cases = 0

/** One question that was asked and whose answer was known before. */
export function countCase(): void {
  cases += 1
}

afterAll(async () => {
  await writeFile(join(inject('caseCounts'), randomUUID()), String(cases))
})
