import { Badge } from '@/components/badge'
import { Callout } from '@/components/callout'
import { Card } from '@/components/card'
import { Select } from '@/components/select'
import { columnOf, type StudioModel } from '@/lib/studio/models'
import { ColumnItem } from '../../import/components/column-item'
import { ColumnsEnd } from '../../import/components/columns-end'
import { ReadAs } from '../../import/components/read-as'
import { columnName } from '../../import/names'
import { type ImportField, importFields } from '../fields'
import { isGiven } from '../guess'
import { conflictsOf, type Target } from '../plan'
import type { DataImportState } from '../use-import'

type ColumnsStepProps = {
  state: DataImportState
  model: StudioModel
  onBack: () => void
  onNext: () => void
}

/** A list of choices has no empty value. */
const NONE = '-'

/** Where each column goes. */
export function ColumnsStep({ state, model, onBack, onNext }: ColumnsStepProps) {
  const { columns, targets } = state
  const fields = importFields(model)
  const options = [{ value: NONE, label: 'Not imported' }, ...fields.map(optionOf)]
  return (
    <>
      <ReadAs state={state} />
      <Card
        flush
        title="Where do the columns go?"
        description="This is our guess, from the names of the columns."
      >
        <ul className="divide-y border-t">
          {columns.map(({ header, samples }, index) => (
            <ColumnItem
              // Two columns may have the same name.
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a file do not move
              key={index}
              name={header || `Column ${index + 1}`}
              samples={samples}
              mark={isGiven(model, header) && <Badge>Set by the server</Badge>}
            >
              <Select
                aria-label={`Where ${columnName(header, index)} goes`}
                options={options}
                value={targets[index] ?? NONE}
                onChange={(value) => state.setTarget(index, value === NONE ? null : value)}
              />
            </ColumnItem>
          ))}
        </ul>
      </Card>
      <MissingFields model={model} targets={targets} />
      {!tellsApart(model, targets) && (
        <Callout tone="warning" title="No column tells which records are there already">
          Each row becomes a new record. Importing the same file again would add everything again.
        </Callout>
      )}
      <ColumnsEnd open={conflictsOf(fields, targets)} onBack={onBack} onNext={onNext} />
    </>
  )
}

const optionOf = ({ column, label, kind, carried }: ImportField) => ({
  value: column,
  label,
  description:
    column === 'id'
      ? 'Says which record a row is about'
      : carried
        ? 'Helps to find the record below'
        : kind === 'link'
          ? 'By its name or id'
          : undefined,
})

function MissingFields({ model, targets }: { model: StudioModel; targets: Target[] }) {
  const missing = model.fields.filter(
    (field) => field.required && !targets.includes(columnOf(field)),
  )
  if (missing.length === 0) return null
  return (
    <Callout tone="info" title="No new records without more columns">
      {`A new ${model.label.toLowerCase()} needs: ${missing.map(({ label }) => label).join(', ')}.`}
    </Callout>
  )
}

/** Whether rows can be recognised: by the id, or by all of a key, of which links bring a part. */
function tellsApart({ keys, fields }: StudioModel, targets: Target[]): boolean {
  const brought = fields
    .filter((field) => targets.includes(columnOf(field)))
    .flatMap(({ carries = [] }) => carries.map(({ column }) => column))
  const has = (column: string) => targets.includes(column) || brought.includes(column)
  return targets.includes('id') || keys.some((key) => key.every(has))
}
