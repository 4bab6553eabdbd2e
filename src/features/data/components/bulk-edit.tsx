'use client'
import { useId, useState } from 'react'
import { Select } from '@/components/select'
import { editableFields, fieldNamed } from '@/lib/studio/models'
import { parseValue } from '@/lib/studio/values'
import type { BulkAction } from '../bulk-protocol'
import { BulkDialog, type BulkDialogProps } from './bulk-dialog'
import { FieldInput } from './field-input'
import { useStudioScope } from './studio-scope'

/** Gives one field of many records the same value. */
export function BulkEdit(props: BulkDialogProps) {
  const { model } = props
  const { zone } = useStudioScope()
  const id = useId()
  // A choice that depends on another field differs from record to record.
  const fields = editableFields(model).filter(
    ({ narrowedBy = [], carries = [] }) => narrowedBy.length + carries.length === 0,
  )
  const [name, setName] = useState(fields[0]?.name ?? '')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const field = fieldNamed(model, name)
  if (!field) return null

  function action(): BulkAction | undefined {
    if (!field) return undefined
    const parsed = parseValue(field, text, zone)
    setWrong(parsed.ok ? undefined : parsed.reason)
    return parsed.ok ? { kind: 'change', field: name, text } : undefined
  }

  return (
    <BulkDialog
      {...props}
      title="Change a field of many records"
      description="Either all of them are changed, or none."
      verb="Change"
      done="changed"
      tone="primary"
      action={action}
    >
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-field`} className="font-medium">
          Field
        </label>
        <Select
          id={`${id}-field`}
          value={name}
          options={fields.map((one) => ({ value: one.name, label: one.label }))}
          onChange={(next) => {
            setName(next)
            setText('')
            setWrong(undefined)
          }}
        />
      </div>
      <div className="grid gap-1.5">
        <label htmlFor={`${id}-value`} className="font-medium">
          New value
        </label>
        <FieldInput
          key={name}
          id={`${id}-value`}
          field={field}
          values={{}}
          value={text}
          onChange={setText}
          aria-invalid={wrong ? true : undefined}
          aria-describedby={wrong && `${id}-wrong`}
        />
        {wrong && (
          <p id={`${id}-wrong`} role="alert" className="text-[0.8125rem] text-danger-ink">
            {wrong}
          </p>
        )}
        {text === '' && field.nullable && (
          <p className="text-[0.8125rem] text-ink-muted">
            Without a value the field is emptied in all of them.
          </p>
        )}
      </div>
    </BulkDialog>
  )
}
