import { Rejection } from '@/lib/errors/rejection'
import { type Delimiter, type FileRow, guessDelimiter, headerNames, rowParser } from './csv'
import { decodeText, type Encoding, markedEncoding } from './decode'
import { MAX_BYTES, MAX_COLUMNS, MAX_FILE_SIZE } from './limits'

/** The beginning of a chosen file, as the browser reads it. */
export type FileHead = { encoding: Encoding; delimiter: Delimiter; text: string; whole: boolean }

const HEAD_BYTES = 256 * 1024
const SAMPLES = 200
const NEWLINE = 10

/**
 * Reads the beginning of a file and proposes how to read the rest.
 * @throws Rejection for a file that no import can take.
 */
export async function readHead(file: File): Promise<FileHead> {
  if (file.size === 0) throw new Rejection('invalid', 'The file is empty.')
  if (file.size > MAX_BYTES)
    throw new Rejection(
      'too_large',
      `A file can have up to ${MAX_FILE_SIZE}. Split it and import the parts one after the other.`,
    )
  const start = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  const encoding = markedEncoding(start) ?? ((await isUtf8(file)) ? 'utf-8' : 'windows-1252')
  const text = await decodeHead(file, encoding)
  return { encoding, delimiter: guessDelimiter(text), text, whole: file.size <= HEAD_BYTES }
}

/** @throws Rejection when the file is not of this encoding. */
export async function decodeHead(file: File, encoding: Encoding): Promise<string> {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer())
  // Cut between two lines, not within a character.
  const end = encoding.startsWith('utf-16') ? 0 : bytes.lastIndexOf(NEWLINE) + 1
  const whole = file.size <= HEAD_BYTES || end === 0
  async function* once() {
    yield whole ? bytes : bytes.subarray(0, end)
  }
  let text = ''
  for await (const piece of decodeText(once(), encoding)) text += piece
  return text
}

async function isUtf8(file: File): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = file.stream().getReader()
  try {
    for (;;) {
      const { value, done } = await reader.read()
      decoder.decode(value, { stream: !done })
      if (done) return true
    }
  } catch {
    return false
  }
}

/** A column of the file with its first values, '' where there is none. */
export type SampledColumn = { header: string; samples: string[] }

export type HeadRows = { columns: SampledColumn[]; rows: FileRow[] }

/** @throws Rejection for broken quotes, and for a header that is not one. */
export function headRows({ text, delimiter, whole }: FileHead): HeadRows {
  const parser = rowParser(delimiter)
  const [header, ...rest] = [...parser.push(text), ...(whole ? parser.end() : [])]
  if (!header) throw new Rejection('invalid', 'The file has no rows.')
  const rows = rest.slice(0, SAMPLES)
  if (rows.length === 0) throw new Rejection('invalid', 'The file has a header but no rows.')
  const names = headerNames(header.cells)
  if (names.length > MAX_COLUMNS)
    throw new Rejection('too_large', `A file can have up to ${MAX_COLUMNS} columns.`)
  const columns = names.map((name, index) => ({
    header: name,
    samples: rows.map(({ cells }) => (cells[index] ?? '').normalize('NFC').trim()),
  }))
  return { columns, rows }
}
