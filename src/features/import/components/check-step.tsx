import type { ReactNode } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { RadioGroup } from '@/components/radio-group'
import { Stat, StatGroup } from '@/components/stat'
import { formatNumber } from '@/lib/format'
import { knownIn, stops } from '../outcome'
import type { ImportReport } from '../protocol'
import type { AnyImport } from '../use-import'
import { FindingsTable } from './findings-table'
import { ImportProgressBar } from './import-progress-bar'

const refusedOptions = [
  {
    value: 'stop',
    label: 'Import nothing until they are corrected',
    description: 'Correct the file, then choose it again.',
  },
  { value: 'leave-out', label: 'Leave these rows out and import the others' },
]

type CheckStepProps = {
  state: AnyImport
  /** What is imported: "participant", "participants". */
  noun: { one: string; many: string }
  /** What can happen to rows that are known, each a value of `ImportChoices['known']`. */
  known: { title: string; options: { value: string; label: string; description?: string }[] }
  /** What to say when known rows stop the import. */
  knownWarning: ReactNode
  /** Stands above: the rows as they will be stored. */
  children?: ReactNode
  onBack: () => void
}

/** What would happen, and the button that makes it happen. */
export function CheckStep({ state, noun, known, knownWarning, children, onBack }: CheckStepProps) {
  const { checked, choices, running } = state
  return (
    <>
      {children}
      <Card title={known.title}>
        <RadioGroup
          aria-label={known.title}
          value={choices.known}
          disabled={running !== null}
          onChange={(value) => state.setKnown(value as typeof choices.known)}
          options={known.options}
        />
      </Card>
      {running && <ImportProgressBar noun={noun.many} {...running} />}
      {checked && !running && (
        <>
          <Counts report={checked} />
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
          {choices.known === 'stop' && checked.skipped > 0 && knownWarning}
        </>
      )}
      <div className="flex flex-wrap justify-between gap-2">
        <Button onClick={onBack} disabled={running !== null}>
          Back
        </Button>
        <NextButton state={state} noun={noun} />
      </div>
    </>
  )
}

function Counts({ report }: { report: ImportReport }) {
  return (
    <StatGroup>
      <Stat label="Rows" value={formatNumber(report.rows)} />
      <Stat label="New" value={formatNumber(report.created)} />
      <Stat label="Known" value={formatNumber(knownIn(report))} hint={knownHint(report)} />
      <Stat label="Refused" value={formatNumber(report.refused)} />
    </StatGroup>
  )
}

function knownHint({ updated, skipped }: ImportReport): string | undefined {
  if (updated > 0) return `${formatNumber(updated)} change, ${formatNumber(skipped)} stay`
  return skipped > 0 ? 'stay as they are' : undefined
}

/** Checks, and after that imports. */
function NextButton({ state, noun }: Pick<CheckStepProps, 'state' | 'noun'>) {
  const { checked, choices, running } = state
  if (!checked && running?.mode !== 'import')
    return (
      <Button variant="primary" pending={running !== null} onClick={() => void state.check()}>
        Check the rows
      </Button>
    )
  const count = checked ? checked.created + checked.updated : 0
  const stopped = checked !== null && stops(checked, choices)
  return (
    <Button
      variant="primary"
      pending={running?.mode === 'import'}
      disabled={!running && (stopped || count === 0)}
      onClick={() => void state.run()}
    >
      {count === 1 ? `Import 1 ${noun.one}` : `Import ${formatNumber(count)} ${noun.many}`}
    </Button>
  )
}
