import { CSV_MARK, csvLines } from '@/lib/csv'
import type { Finding } from './finding'

/** The refused rows as CSV for a spreadsheet. */
export function findingsCsv(findings: Finding[]): string {
  const rows = findings.map(({ line, column, value, reason }) => [line, column, value, reason])
  return CSV_MARK + csvLines([['Line', 'Column', 'Value', 'Reason'], ...rows])
}
