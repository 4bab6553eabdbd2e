import Papa from 'papaparse'
import { Rejection } from '@/lib/errors/rejection'
import { MAX_ROW_CHARACTERS } from './limits'

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

/** One row of the file: its cells, and the line in which it begins, counted as an editor counts. */
export type FileRow = { line: number; cells: string[] }

export type RowParser = {
  /** Takes the next piece of the file and returns the rows that it completes. */
  push(text: string): FileRow[]
  /** Returns the last row, if the file does not end with a newline. */
  end(): FileRow[]
}

/**
 * Reads delimited text piece by piece (RFC 4180, quotes doubled). Line breaks are `\n`: decode.ts
 * sees to that. Rows without any content are left out, and so is the line `sep=;` that spreadsheets
 * put on top.
 *
 * @throws Rejection `invalid` with the line at which the quotes are broken: whatever follows could be
 * misread, so nothing of such a file is used.
 */
export function rowParser(delimiter: Delimiter): RowParser {
  let rest = ''
  let line = 1

  function parse(last: boolean): FileRow[] {
    if (rest === '') return []
    // Without a newline of its own the last row would look unfinished.
    const text = last && !rest.endsWith('\n') ? `${rest}\n` : rest
    const { data, errors, meta } = new Papa.Parser({ delimiter, newline: '\n' }).parse(
      text,
      0,
      !last,
    ) as Papa.ParseResult<string[]>
    rest = last ? '' : rest.slice(meta.cursor)
    const begin = line
    const rows = data.map((cells) => {
      const row = { line, cells }
      line += 1 + breaksIn(cells)
      return row
    })
    // Of an unfinished row the parser judges too early; it is parsed again with the next piece.
    const broken = errors.find((error) => last || (error.row ?? 0) < data.length)
    if (broken) throw brokenQuotes(rows[broken.row ?? 0]?.line ?? begin, broken.code)
    if (rest.length > MAX_ROW_CHARACTERS) throw brokenQuotes(line, 'MissingQuotes')
    return rows.filter(({ cells }) => hasContent(cells) && !isSeparatorNote(cells, delimiter))
  }

  return {
    push(text) {
      rest += text
      return parse(false)
    },
    end: () => parse(true),
  }
}

function breaksIn(cells: string[]): number {
  let breaks = 0
  for (const cell of cells) {
    for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) breaks++
  }
  return breaks
}

function brokenQuotes(line: number, code: string | undefined): Rejection {
  return new Rejection(
    'invalid',
    code === 'MissingQuotes'
      ? `A quotation mark opens in the row that begins in line ${line} and is never closed. Close it, or double it if it belongs to the text.`
      : `In the row that begins in line ${line}, text follows a closing quotation mark. Double the quotation marks that belong to the text.`,
  )
}

const hasContent = (cells: string[]) => cells.some((cell) => cell.trim() !== '')

const isSeparatorNote = (cells: string[], delimiter: string) =>
  cells.length <= 2 && /^sep=.$/i.test(cells.join(delimiter))

/** The delimiter with which the most rows of the beginning of a file are as wide as its header. */
export function guessDelimiter(head: string): Delimiter {
  const noted = /^sep=(.)\n/i.exec(head)?.[1]
  const scores = delimiters.map((delimiter) => {
    const { data } = Papa.parse<string[]>(head, { delimiter, newline: '\n', preview: 50 })
    const rows = data.filter(hasContent)
    const width = rows[0]?.length ?? 0
    const alike = rows.filter((row) => row.length === width).length / rows.length
    return { delimiter, score: width > 1 ? alike + width / 1e6 : 0 }
  })
  scores.sort((a, b) => b.score - a.score)
  return delimiters.find((delimiter) => delimiter === noted) ?? scores[0]?.delimiter ?? ','
}

/** The header's cells as the wizard names them; empty ones at the end are no columns. */
export function headerNames(cells: string[]): string[] {
  const width = cells.findLastIndex((cell) => cell.trim() !== '') + 1
  return cells.slice(0, width).map((cell) => cell.normalize('NFC').trim())
}
