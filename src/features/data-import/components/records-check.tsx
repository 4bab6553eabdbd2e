import { Callout } from '@/components/callout'
import { mayDo, type StudioModel } from '@/lib/studio/models'
import { useStudioScope } from '../../data/components/studio-scope'
import { CheckStep } from '../../import/components/check-step'
import type { DataImportState } from '../use-import'

type RecordsCheckProps = { state: DataImportState; model: StudioModel; onBack: () => void }

/** What would happen to the records, and the button that makes it happen. */
export function RecordsCheck({ state, model, onBack }: RecordsCheckProps) {
  const { role } = useStudioScope()
  const many = model.plural.toLowerCase()
  const lines = state.checked?.knownLines ?? []
  return (
    <CheckStep
      state={state}
      noun={{ one: model.label.toLowerCase(), many }}
      known={{
        title: `${model.plural} that are there already`,
        options: optionsFor(mayDo(role, model, 'update')),
      }}
      knownWarning={
        <Callout tone="warning" title={`Some of the ${many} are there already`}>
          {lines.length === 1
            ? `It is the one of line ${lines[0]}.`
            : `Among them those of the lines ${lines.join(', ')}.`}
        </Callout>
      }
      onBack={onBack}
    />
  )
}

function optionsFor(mayUpdate: boolean) {
  const update = {
    value: 'update',
    label: 'Update them',
    description:
      'With what the file has; empty cells and columns that are not imported change nothing.',
  }
  return [
    { value: 'skip', label: 'Leave them as they are' },
    ...(mayUpdate ? [update] : []),
    { value: 'stop', label: 'Stop', description: 'Import nothing if one of them is there.' },
  ]
}
