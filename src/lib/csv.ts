import Papa from 'papaparse'

/**
 * What a spreadsheet may take for a formula. Papa's own pattern misses a cell of several lines, and
 * one that begins with a blank.
 */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r]/

/** Stands before a file: without it, spreadsheets read the file in their own encoding. */
export const CSV_MARK = '\ufeff'

/**
 * Rows as lines of a CSV file for a spreadsheet, the last one ended as well. The values come from
 * anybody, so texts that would be taken for a formula begin with an apostrophe.
 */
export function csvLines(rows: (string | number | null)[][]): string {
  if (rows.length === 0) return ''
  return `${Papa.unparse(rows, { escapeFormulae: FORMULA, newline: '\r\n' })}\r\n`
}

/** A cell of such a file as it was before: without the apostrophe that keeps a formula from being one. */
export const plainCell = (text: string): string =>
  text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
