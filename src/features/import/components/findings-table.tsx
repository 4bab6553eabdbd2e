import { Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { downloadText } from '@/lib/browser/download-text'
import { formatNumber } from '@/lib/format'
import { findingsCsv } from '../findings-csv'
import { MAX_FINDINGS } from '../limits'
import type { ImportReport } from '../protocol'

const PAGE = 50

/** Why rows are refused: line, column, value, reason; all of it can be downloaded. */
export function FindingsTable({ report: { findings, refused } }: { report: ImportReport }) {
  const [shown, setShown] = useState(PAGE)
  return (
    <Card
      flush
      title={refused === 1 ? '1 refused row' : `${formatNumber(refused)} refused rows`}
      actions={
        <Button
          size="sm"
          onClick={() => downloadText('refused-rows.csv', findingsCsv(findings), 'text/csv')}
        >
          <Download aria-hidden />
          Download as CSV
        </Button>
      }
      footer={
        findings.length > shown ? (
          <Button size="sm" onClick={() => setShown(shown + PAGE)}>
            Show more ({formatNumber(findings.length - shown)} left)
          </Button>
        ) : findings.length === MAX_FINDINGS ? (
          `Only the first ${formatNumber(MAX_FINDINGS)} are listed.`
        ) : undefined
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section aria-label="Refused rows" tabIndex={0} className="max-h-96 overflow-auto border-t">
        <table className="w-full text-start">
          <thead>
            <tr className="text-ink-muted text-xs">
              {['Line', 'Column', 'Value', 'Reason'].map((label) => (
                <th key={label} scope="col" className="px-4 py-2 text-start font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {findings.slice(0, shown).map(({ line, column, value, reason }) => (
              <tr key={`${line} ${column} ${reason}`} className="border-t align-top">
                <td className="px-4 py-2 tabular-nums">{line}</td>
                <td dir="auto" className="px-4 py-2">
                  {column}
                </td>
                <td dir="auto" className="max-w-60 break-words px-4 py-2">
                  {value}
                </td>
                <td className="min-w-48 px-4 py-2">{reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  )
}
