import { Card } from '@/components/card'
import type { Arm } from '@/generated/zenstack/client'
import { formatNumber } from '@/lib/format'
import { type CountRow, type FlowCounts, flowPerArm } from '../counts'
import { ArmLabel, type ArmViewer } from './arm-label'

const columns = [
  ['enrolled', 'Enrolled'],
  ['active', 'Active'],
  ['completed', 'Completed'],
  ['withdrawn', 'Withdrawn'],
  ['lost', 'Lost'],
] as const satisfies [keyof FlowCounts, string][]

type ArmCountsProps = { rows: CountRow[]; arms: Arm[]; viewer: ArmViewer }

/** What became of the participants of each arm. */
export function ArmCounts({ rows, arms, viewer }: ArmCountsProps) {
  const flows = flowPerArm(rows)
  const unassigned = flows.get(null)
  return (
    <Card title="Participants per arm" flush>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take the focus */}
      <section aria-label="Participants per arm" tabIndex={0} className="overflow-x-auto">
        <table className="w-full">
          <thead>
            <tr className="text-ink-muted text-xs">
              <th scope="col" className="px-4 pb-2 text-start font-medium sm:px-5">
                Arm
              </th>
              {columns.map(([key, label]) => (
                <th key={key} scope="col" className="px-3 pb-2 text-end font-medium last:pe-5">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {arms.map((arm) => (
              <CountsRow key={arm.id} flow={flows.get(arm.id)}>
                <ArmLabel arm={arm} {...viewer} />
              </CountsRow>
            ))}
            {unassigned && unassigned.enrolled > 0 && (
              <CountsRow flow={unassigned}>
                <span className="text-ink-muted">In no arm</span>
              </CountsRow>
            )}
          </tbody>
        </table>
      </section>
    </Card>
  )
}

type CountsRowProps = { flow: FlowCounts | undefined; children: React.ReactNode }

function CountsRow({ flow, children }: CountsRowProps) {
  return (
    <tr>
      <th scope="row" className="border-t px-4 py-2 text-start font-normal sm:px-5">
        {children}
      </th>
      {columns.map(([key]) => (
        <td key={key} className="border-t px-3 py-2 text-end tabular-nums last:pe-5">
          {formatNumber(flow?.[key] ?? 0)}
        </td>
      ))}
    </tr>
  )
}
