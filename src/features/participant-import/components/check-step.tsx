import { Callout } from '@/components/callout'
import { CheckStep } from '../../import/components/check-step'
import type { StudyScope } from '../cells'
import type { ParticipantImport } from '../use-import'
import { RowPreview } from './row-preview'

const known = {
  title: 'Codes that the study knows already',
  options: [
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
  ],
}

type ParticipantCheckProps = {
  state: ParticipantImport
  study: StudyScope
  onBack: () => void
}

/** What would be stored, what would happen, and the button that makes it happen. */
export function ParticipantCheck({ state, study, onBack }: ParticipantCheckProps) {
  return (
    <CheckStep
      state={state}
      noun={{ one: 'participant', many: 'participants' }}
      known={known}
      knownWarning={
        <Callout tone="warning" title="The study knows some of the codes">
          Among them are {state.checked?.knownCodes.join(', ')}.
        </Callout>
      }
      onBack={onBack}
    >
      <RowPreview state={state} study={study} />
    </CheckStep>
  )
}
