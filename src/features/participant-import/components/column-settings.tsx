import { useId } from 'react'
import { Checkbox } from '@/components/checkbox'
import { Input } from '@/components/input'
import { Select } from '@/components/select'
import type { OpenQuestion } from '../open-questions'
import type { BaselineTarget, Target } from '../plan'

type ColumnSettingsProps = {
  /** Its name, for those who hear the page. */
  column: string
  target: Target
  open?: OpenQuestion
  /** It looks as if it identified people. */
  personal: boolean
  onChange: (target: Target) => void
}

/** What has to be known to read the values of a column for its target. */
export function ColumnSettings({ column, target, open, personal, onChange }: ColumnSettingsProps) {
  if (target.to === 'baseline')
    return (
      <BaselineSettings {...{ column, target, personal, onChange }} invalidKey={open === 'key'} />
    )
  if (target.to !== 'birthDate' && target.to !== 'enrolledAt') return null
  if (!target.order && open !== 'date-order') return null
  return (
    <Select
      aria-label={`Order of day and month in ${column}`}
      placeholder="Day or month first?"
      value={target.order ?? ''}
      onChange={(order) => onChange({ ...target, order: order === 'mdy' ? 'mdy' : 'dmy' })}
      options={[
        { value: 'dmy', label: 'Day first: 31/12/1990' },
        { value: 'mdy', label: 'Month first: 12/31/1990' },
      ]}
    />
  )
}

type BaselineSettingsProps = {
  column: string
  target: BaselineTarget
  personal: boolean
  invalidKey: boolean
  onChange: (target: BaselineTarget) => void
}

const types: { value: BaselineTarget['type']; label: string }[] = [
  { value: 'number', label: 'Number' },
  { value: 'yes-no', label: 'Yes or no' },
  { value: 'text', label: 'Text' },
]

function BaselineSettings({
  column,
  target,
  personal,
  invalidKey,
  onChange,
}: BaselineSettingsProps) {
  const id = useId()
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <Input
          aria-label={`Name of the attribute from ${column}`}
          aria-invalid={invalidKey || undefined}
          dir="auto"
          value={target.key}
          onChange={(event) => onChange({ ...target, key: event.target.value })}
        />
        <Select
          aria-label={`Kind of the values in ${column}`}
          options={types}
          value={target.type}
          onChange={(value) => {
            const type = types.find((option) => option.value === value)?.value ?? 'text'
            onChange({ ...target, type })
          }}
        />
      </div>
      {target.type === 'number' && (
        <Select
          aria-label={`Decimal sign in ${column}`}
          placeholder="Decimal point or comma?"
          value={target.decimal ?? ''}
          onChange={(sign) =>
            onChange({ ...target, decimal: sign === 'comma' ? 'comma' : 'point' })
          }
          options={[
            { value: 'point', label: 'Decimal point: 176.1' },
            { value: 'comma', label: 'Decimal comma: 176,1' },
          ]}
        />
      )}
      {personal && (
        <div className="flex gap-2.5">
          <Checkbox
            id={id}
            checked={target.confirmed}
            onCheckedChange={(confirmed) => onChange({ ...target, confirmed: confirmed === true })}
            className="mt-0.5"
          />
          <label htmlFor={id}>I have looked: this column identifies nobody.</label>
        </div>
      )}
    </>
  )
}
