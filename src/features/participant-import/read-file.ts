import { fileRows } from '../import/file-rows'
import type { Finding } from '../import/finding'
import { MAX_FINDINGS } from '../import/limits'
import type { StudyScope } from './cells'
import type { Draft } from './draft'
import type { ImportPlan } from './plan'
import { rowReader } from './rows'

/** A whole file, read: the rows that can be stored, and what is wrong with the others. */
export type ReadFile = {
  rows: number
  drafts: Draft[]
  /** Rows that cannot be stored. */
  refused: number
  /** The first of what is wrong; more than MAX_FINDINGS would only fill the memory. */
  findings: Finding[]
}

/**
 * Reads a file as the plan says, row by row; memory grows with the rows, not with the file.
 * @throws Rejection `invalid` for a file that is not what the plan describes, or is broken.
 */
export async function readFile(
  bytes: AsyncIterable<Uint8Array>,
  plan: ImportPlan,
  study: StudyScope,
): Promise<ReadFile> {
  const result: ReadFile = { rows: 0, drafts: [], refused: 0, findings: [] }
  const readRow = rowReader(plan, study)
  for await (const row of fileRows(bytes, plan)) {
    result.rows++
    const { draft, findings } = readRow(row)
    if (findings.length === 0) result.drafts.push(draft)
    else {
      result.refused++
      if (result.findings.length < MAX_FINDINGS) result.findings.push(...findings)
    }
  }
  return result
}
