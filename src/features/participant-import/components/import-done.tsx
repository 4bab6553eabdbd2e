import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { LinkButton } from '@/components/link-button'
import { Stat, StatGroup } from '@/components/stat'
import { formatNumber } from '@/lib/format'
import { paths } from '@/lib/paths'
import type { ImportReport } from '../protocol'
import type { ImportAddress } from '../send'
import { FindingsTable } from './findings-table'

export type ImportDoneProps = {
  report: ImportReport
  address: ImportAddress
  onRestart: () => void
}

/** What the import has done. */
export function ImportDone({ report, address, onRestart }: ImportDoneProps) {
  const { created, updated, skipped, refused } = report
  return (
    <>
      <div role="status">
        <Callout
          tone="success"
          title="The import is done"
          actions={
            <>
              <LinkButton variant="primary" href={paths.participants(address.space, address.study)}>
                Show the participants
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
