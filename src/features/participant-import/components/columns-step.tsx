import { Callout } from '@/components/callout'
import { Card } from '@/components/card'
import { RadioGroup } from '@/components/radio-group'
import { ColumnsEnd } from '../../import/components/columns-end'
import { ReadAs } from '../../import/components/read-as'
import { obstacles } from '../open-questions'
import type { ParticipantImport } from '../use-import'
import { ColumnRow } from './column-row'
import { ColumnSummary } from './column-summary'

export type ColumnsStepProps = {
  state: ParticipantImport
  mayWriteIdentity: boolean
  onBack: () => void
  onNext: () => void
}

/** Where each column goes. What the values leave open has to be said here before going on. */
export function ColumnsStep({ state, mayWriteIdentity, onBack, onNext }: ColumnsStepProps) {
  const { columns, targets } = state
  const open = obstacles(columns, targets)
  const hasStatus = targets.some(({ to }) => to === 'status')
  const hasCode = targets.some(({ to }) => to === 'code')
  return (
    <>
      <ReadAs state={state} />
      <Card
        flush
        title="Where do the columns go?"
        description="This is our guess, from the names of the columns and their first values."
      >
        <ul className="divide-y border-t">
          {columns.map((column, index) => (
            <ColumnRow
              // Two columns may have the same name.
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a file do not move
              key={index}
              index={index}
              column={column}
              target={targets[index] ?? { to: 'none' }}
              mayWriteIdentity={mayWriteIdentity}
              onChange={(target) => state.setTarget(index, target)}
            />
          ))}
        </ul>
      </Card>
      <ColumnSummary columns={columns} targets={targets} />
      {!hasCode && (
        <Callout tone="warning" title="No column holds a code">
          Each row becomes a new participant with a new code. Importing the same file again would
          add everybody again.
        </Callout>
      )}
      {!hasStatus && (
        <Card title="The file has no status. What are new participants?">
          <RadioGroup
            aria-label="Status of new participants"
            value={state.choices.firstStatus}
            onChange={(value) =>
              state.setChoices({ firstStatus: value === 'ENROLLED' ? 'ENROLLED' : 'SCREENING' })
            }
            options={[
              {
                value: 'SCREENING',
                label: 'In screening',
                description: 'Assessed, not yet enrolled.',
              },
              {
                value: 'ENROLLED',
                label: 'Enrolled',
                description: 'Take part from today, or from their enrolment date in the file.',
              },
            ]}
          />
        </Card>
      )}
      <ColumnsEnd open={open} onBack={onBack} onNext={onNext} />
    </>
  )
}
