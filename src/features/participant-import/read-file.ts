import { Rejection } from '@/lib/errors/rejection'
import type { StudyScope } from './cells'
import { type FileRow, headerNames, rowParser } from './csv'
import { decodeText } from './decode'
import type { Draft, Finding } from './draft'
import { MAX_FINDINGS, MAX_ROWS } from './limits'
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
  let header: FileRow | undefined
  for await (const row of fileRows(bytes, plan)) {
    if (!header) {
      header = row
      requireHeader(row.cells, plan)
      continue
    }
    if (++result.rows > MAX_ROWS)
      throw new Rejection(
        'too_large',
        `A file can have up to ${MAX_ROWS.toLocaleString('en')} rows. Split it and import the parts one after the other.`,
      )
    const { draft, findings } = readRow(row)
    if (findings.length === 0) result.drafts.push(draft)
    else {
      result.refused++
      if (result.findings.length < MAX_FINDINGS) result.findings.push(...findings)
    }
  }
  if (!header) throw new Rejection('invalid', 'The file is empty.')
  if (result.rows === 0) throw new Rejection('invalid', 'The file has a header but no rows.')
  return result
}

async function* fileRows(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: ImportPlan,
): AsyncGenerator<FileRow> {
  const parser = rowParser(delimiter)
  for await (const text of decodeText(bytes, encoding)) yield* parser.push(text)
  yield* parser.end()
}

/** A file that was saved anew since its columns were mapped is not read by the old mapping. */
function requireHeader(cells: string[], { columns }: ImportPlan): void {
  const names = headerNames(cells)
  const same =
    names.length === columns.length && names.every((name, i) => name === columns[i]?.header)
  if (!same)
    throw new Rejection(
      'invalid',
      'The columns of the file are not those that you assigned. Choose the file again.',
    )
}
