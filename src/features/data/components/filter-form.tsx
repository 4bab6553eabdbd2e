'use client'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/button'
import { Checkbox } from '@/components/checkbox'
import { DateInput } from '@/components/date-input'
import { Input } from '@/components/input'
import { Select } from '@/components/select'
import { fieldNamed, type StudioField, type StudioModel } from '@/lib/studio/models'
import { conditionOf, type Filter, needsValue, type Test, testsOf } from '../filters'
import { choicesOf } from './cell-editor'
import { LinkPicker } from './link-picker'
import { useStudioScope } from './studio-scope'

type FilterFormProps = {
  model: StudioModel
  filter?: Filter
  onDone: (filter: Filter) => void
}

/** One condition: a field, a test, and for most of them a value. */
export function FilterForm({ model, filter, onDone }: FilterFormProps) {
  const { zone } = useStudioScope()
  const id = useId()
  const offered = model.fields.filter((field) => testsOf(field).length > 0)
  const [name, setName] = useState(filter?.field ?? offered[0]?.name ?? '')
  const field = fieldNamed(model, name)
  const tests = field ? testsOf(field) : []
  const [test, setTest] = useState<Test>(filter?.test ?? tests[0]?.value ?? 'is')
  const [value, setValue] = useState(filter?.value ?? '')
  const [missing, setMissing] = useState(false)
  if (!field) return null

  function submit(event: FormEvent) {
    event.preventDefault()
    // The form is inside the page, not inside the form that may surround the grid.
    event.stopPropagation()
    const done = { field: name, test, value: needsValue(test) ? value.trim() : '' }
    if (field && conditionOf(field, done, zone)) onDone(done)
    else setMissing(true)
  }

  return (
    <form onSubmit={submit} className="grid gap-3">
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-field`}>Field</label>
        <Select
          id={`${id}-field`}
          value={name}
          options={offered.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(next) => {
            const chosen = fieldNamed(model, next)
            setName(next)
            setTest((chosen && testsOf(chosen)[0]?.value) ?? 'is')
            setValue('')
          }}
        />
      </div>
      {tests.length > 1 && (
        <div className="grid gap-1.5">
          <label htmlFor={`${id}-test`}>Condition</label>
          <Select
            id={`${id}-test`}
            value={test}
            options={tests}
            onChange={(next) => setTest(next as Test)}
          />
        </div>
      )}
      {needsValue(test) && (
        <FilterValue id={`${id}-value`} field={field} value={value} onChange={setValue} />
      )}
      <div role="alert" className="empty:hidden">
        {missing && (
          <p className="text-[0.8125rem] text-danger-ink">
            {field.kind === 'integer' || field.kind === 'number'
              ? 'Enter a number.'
              : 'Give a value to compare with.'}
          </p>
        )}
      </div>
      <Button type="submit" variant="primary" size="sm">
        Apply
      </Button>
    </form>
  )
}

type FilterValueProps = {
  id: string
  field: StudioField
  value: string
  onChange: (value: string) => void
}

function FilterValue({ id, field, value, onChange }: FilterValueProps) {
  if (field.kind === 'choice') return <ChoiceBoxes {...{ id, field, value, onChange }} />
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id}>Value</label>
      {field.kind === 'link' ? (
        <LinkPicker
          id={id}
          field={{ ...field, narrowedBy: [], nullable: false }}
          values={{}}
          value={value}
          onChange={onChange}
        />
      ) : field.kind === 'boolean' ? (
        <Select id={id} value={value} options={[...choicesOf(field)]} onChange={onChange} />
      ) : field.kind === 'day' || field.kind === 'instant' ? (
        <DateInput id={id} value={value} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input
          id={id}
          value={value}
          inputMode={field.kind === 'text' || field.kind === 'list' ? undefined : 'decimal'}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </div>
  )
}

function ChoiceBoxes({ id, field, value, onChange }: FilterValueProps) {
  const chosen = value === '' ? [] : value.split(',')
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5">Any of these</legend>
      {choicesOf(field).map((choice) => (
        <div key={choice.value} className="flex items-center gap-2.5">
          <Checkbox
            id={`${id}-${choice.value}`}
            checked={chosen.includes(choice.value)}
            onCheckedChange={(checked) =>
              onChange(
                (checked
                  ? [...chosen, choice.value]
                  : chosen.filter((one) => one !== choice.value)
                ).join(','),
              )
            }
          />
          <label htmlFor={`${id}-${choice.value}`}>{choice.label}</label>
        </div>
      ))}
    </fieldset>
  )
}
