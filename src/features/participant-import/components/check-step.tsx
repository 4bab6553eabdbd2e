import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { Card } from '@/components/card'
import { RadioGroup } from '@/components/radio-group'
import { Stat, StatGroup } from '@/components/stat'
import { formatNumber } from '@/lib/format'
import type { StudyScope } from '../cells'
import type { ImportReport } from '../protocol'
import type { ImportState } from '../use-import'
import { FindingsTable } from './findings-table'
import { ImportProgressBar } from './import-progress-bar'
import { RowPreview } from './row-preview'

const knownOptions = [
  { value: 'skip', label: 'Leave them as they are' },
  {
    value: 'update',
    label: 'Update them',
    description:
      'With what the file has; empty cells and columns that are not imported change nothing.',
  },
  {
    value: 'stop',
    label: 'Stop',
    description: 'Import nothing if the study knows one of the codes.',
  },
]
const refusedOptions = [
  {
    value: 'stop',
    label: 'Import nothing until they are corrected',
    description: 'Correct the file, then choose it again.',
  },
  { value: 'leave-out', label: 'Leave these rows out and import the others' },
]

export type CheckStepProps = { state: ImportState; study: StudyScope; onBack: () => void }

/** What would be stored, what would happen, and the button that makes it happen. */
export function CheckStep({ state, study, onBack }: CheckStepProps) {
  const { checked, choices, running } = state
  const count = checked ? checked.created + checked.updated : 0
  const stopped = checked !== null && stops(checked, choices)
  return (
    <>
      <RowPreview state={state} study={study} />
      <Card title="Codes that the study knows already">
        <RadioGroup
          aria-label="Codes that the study knows already"
          value={choices.known}
          disabled={running !== null}
          onChange={(value) => state.setKnown(value as typeof choices.known)}
          options={knownOptions}
        />
      </Card>
      {running && <ImportProgressBar mode={running.mode} progress={running.progress} />}
      {checked && !running && (
        <>
          <StatGroup>
            <Stat label="Rows" value={formatNumber(checked.rows)} />
            <Stat label="New" value={formatNumber(checked.created)} />
            <Stat
              label="Known"
              value={formatNumber(checked.updated + checked.skipped)}
              hint={knownHint(checked)}
            />
            <Stat label="Refused" value={formatNumber(checked.refused)} />
          </StatGroup>
          {checked.refused > 0 && (
            <>
              <FindingsTable report={checked} />
              <Card title="Rows that cannot be imported">
                <RadioGroup
                  aria-label="Rows that cannot be imported"
                  value={choices.refused}
                  onChange={(value) => state.setRefused(value as typeof choices.refused)}
                  options={refusedOptions}
                />
              </Card>
            </>
          )}
          {choices.known === 'stop' && checked.skipped > 0 && (
            <Callout tone="warning" title="The study knows some of the codes">
              Among them are {checked.knownCodes.join(', ')}.
            </Callout>
          )}
        </>
      )}
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack} disabled={running !== null}>
          Back
        </Button>
        {checked || running?.mode === 'import' ? (
          <Button
            variant="primary"
            pending={running?.mode === 'import'}
            disabled={!running && (stopped || count === 0)}
            onClick={() => void state.run()}
          >
            {count === 1 ? 'Import 1 participant' : `Import ${formatNumber(count)} participants`}
          </Button>
        ) : (
          <Button variant="primary" pending={running !== null} onClick={() => void state.check()}>
            Check the rows
          </Button>
        )}
      </div>
    </>
  )
}

function stops(report: ImportReport, choices: ImportState['choices']): boolean {
  return (
    (choices.refused === 'stop' && report.refused > 0) ||
    (choices.known === 'stop' && report.updated + report.skipped > 0)
  )
}

function knownHint({ updated, skipped }: ImportReport): string | undefined {
  if (updated > 0) return `${formatNumber(updated)} change, ${formatNumber(skipped)} stay`
  return skipped > 0 ? 'stay as they are' : undefined
}
