import { Card } from '@/components/card'
import { Meter } from '@/components/meter'
import { Stat, StatGroup } from '@/components/stat'
import { formatNumber } from '@/lib/format'
import type { FlowCounts } from '../counts'

type StudyNumbersProps = { flow: FlowCounts; target: number | null }

/** The study's participants along their way, and how much of the target is reached. */
export function StudyNumbers({ flow, target }: StudyNumbersProps) {
  return (
    <div className="grid gap-4">
      <StatGroup>
        <Stat
          label="Assessed"
          value={formatNumber(flow.assessed)}
          hint={`${formatNumber(flow.screening)} in screening`}
        />
        <Stat label="Excluded" value={formatNumber(flow.excluded)} hint="before enrolment" />
        <Stat
          label="Enrolled"
          value={formatNumber(flow.enrolled)}
          hint={`${formatNumber(flow.active)} active now`}
        />
        <Stat
          label="Completed"
          value={formatNumber(flow.completed)}
          hint={`${formatNumber(flow.withdrawn)} withdrawn, ${formatNumber(flow.lost)} lost to follow-up`}
        />
      </StatGroup>
      {target ? (
        <Card>
          <Meter label="Enrolled of target" value={flow.enrolled} target={target} />
        </Card>
      ) : null}
    </div>
  )
}
