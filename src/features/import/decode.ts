import { Rejection } from '@/lib/errors/rejection'

export const encodings = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be'] as const
export type Encoding = (typeof encodings)[number]

const NOT_TEXT =
  'This is not a text file. In a spreadsheet, choose "Save as" and the type "CSV UTF-8".'

/** The encoding that the first bytes of a file declare by a byte order mark. */
export function markedEncoding(bytes: Uint8Array): Encoding | undefined {
  const [a, b, c] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return undefined
}

/**
 * Decodes a file piece by piece, without its byte order mark and with `\n` for every kind of line
 * break. Nothing is replaced silently: bytes that are not of this encoding end the reading.
 *
 * @throws Rejection `invalid` with the line of the first byte that does not fit.
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  let line = 1
  let heldReturn = ''
  const piece = (chunk?: Uint8Array): string => {
    const text = heldReturn + decode(decoder, chunk, encoding, line)
    // A return at the end may be half of a line break.
    heldReturn = chunk && text.endsWith('\r') ? '\r' : ''
    const clean = text.slice(0, text.length - heldReturn.length).replace(/\r\n?/g, '\n')
    if (clean.includes('\0')) throw new Rejection('invalid', NOT_TEXT)
    line += clean.split('\n').length - 1
    return clean
  }
  for await (const chunk of bytes) yield piece(chunk)
  yield piece()
}

function decode(
  decoder: TextDecoder,
  chunk: Uint8Array | undefined,
  encoding: Encoding,
  line: number,
): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch {
    const lenient = new TextDecoder(encoding).decode(chunk)
    const before = lenient.split('\uFFFD')[0] ?? ''
    throw new Rejection(
      'invalid',
      `Line ${line + before.split(/\r\n?|\n/).length - 1} has characters that are not ${encoding.toUpperCase()}. Choose another encoding, or save the file as "CSV UTF-8".`,
    )
  }
}
