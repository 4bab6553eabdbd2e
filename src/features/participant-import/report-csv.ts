import Papa from 'papaparse'
import type { Finding } from './draft'

/**
 * The refused rows as CSV for a spreadsheet. The values come from a file that anybody may have made,
 * so cells that a spreadsheet would take for a formula begin with an apostrophe.
 */
export function findingsCsv(findings: Finding[]): string {
  const rows = findings.map(({ line, column, value, reason }) => [line, column, value, reason])
  const csv = Papa.unparse([['Line', 'Column', 'Value', 'Reason'], ...rows], {
    escapeFormulae: true,
    newline: '\r\n',
  })
  // Without the mark, spreadsheets read the file in their own encoding.
  return `\ufeff${csv}\r\n`
}
