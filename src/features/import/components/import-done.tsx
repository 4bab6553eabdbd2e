import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { LinkButton } from '@/components/link-button'
import { Stat, StatGroup } from '@/components/stat'
import { formatNumber } from '@/lib/format'
import type { ImportReport } from '../protocol'
import { FindingsTable } from './findings-table'

type ImportDoneProps = {
  report: ImportReport
  /** Where the imported records are. */
  target: { href: string; label: string }
  onRestart: () => void
}

/** What the import has done. */
export function ImportDone({ report, target, onRestart }: ImportDoneProps) {
  const { created, updated, skipped, refused } = report
  return (
    <>
      <div role="status">
        <Callout
          tone="success"
          title="The import is done"
          actions={
            <>
              <LinkButton variant="primary" href={target.href}>
                {target.label}
              </LinkButton>
              <Button onClick={onRestart}>Import another file</Button>
            </>
          }
        >
          {formatNumber(report.rows)} rows were read.
        </Callout>
      </div>
      <StatGroup>
        <Stat label="Created" value={formatNumber(created)} />
        <Stat label="Updated" value={formatNumber(updated)} />
        <Stat label="Left as they were" value={formatNumber(skipped)} />
        <Stat label="Refused" value={formatNumber(refused)} />
      </StatGroup>
      {refused > 0 && <FindingsTable report={report} />}
    </>
  )
}
