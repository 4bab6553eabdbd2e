import { Rejection } from '@/lib/errors/rejection'
import { type Delimiter, type FileRow, headerNames, rowParser } from './csv'
import { decodeText, type Encoding } from './decode'
import { MAX_ROWS } from './limits'

type FilePlan = {
  encoding: Encoding
  delimiter: Delimiter
  columns: readonly { header: string }[]
}

/**
 * The rows of a file below its header, one by one as they arrive.
 * @throws Rejection `invalid` for a file that is not what the plan describes, or is broken; `too_large`.
 */
export async function* fileRows(
  bytes: AsyncIterable<Uint8Array>,
  plan: FilePlan,
): AsyncGenerator<FileRow> {
  let header: FileRow | undefined
  let rows = 0
  for await (const row of allRows(bytes, plan)) {
    if (!header) {
      header = row
      requireHeader(row.cells, plan)
      continue
    }
    if (++rows > MAX_ROWS)
      throw new Rejection(
        'too_large',
        `A file can have up to ${MAX_ROWS.toLocaleString('en')} rows. Split it and import the parts one after the other.`,
      )
    yield row
  }
  if (!header) throw new Rejection('invalid', 'The file is empty.')
  if (rows === 0) throw new Rejection('invalid', 'The file has a header but no rows.')
}

async function* allRows(
  bytes: AsyncIterable<Uint8Array>,
  { encoding, delimiter }: FilePlan,
): AsyncGenerator<FileRow> {
  const parser = rowParser(delimiter)
  for await (const text of decodeText(bytes, encoding)) yield* parser.push(text)
  yield* parser.end()
}

/** A file that was saved anew since its columns were mapped is not read by the old mapping. */
function requireHeader(cells: string[], { columns }: FilePlan): void {
  const names = headerNames(cells)
  const same =
    names.length === columns.length && names.every((name, i) => name === columns[i]?.header)
  if (!same)
    throw new Rejection(
      'invalid',
      'The columns of the file are not those that you assigned. Choose the file again.',
    )
}

/** Why a row does not fit its header, if so. */
export function misfit({ cells }: FileRow, width: number): string | undefined {
  const filled = cells.findLastIndex((cell) => cell !== '') + 1
  return cells.length < width || filled > width
    ? `The row has ${cells.length} values, the header has ${width}.`
    : undefined
}
