'use client'
import { useFormContext } from 'react-hook-form'
import { CheckField, Field } from '@/components/field'
import { Switch } from '@/components/switch'
import type { StudioField, StudioModel } from '@/lib/studio/models'
import { type FormValues, isBox, linkColumns } from '../form-values'
import { FieldInput } from './field-input'
import { useStudioScope } from './studio-scope'

type FormFieldsProps = {
  model: StudioModel
  fields: StudioField[]
  /** The record that is edited. */
  row?: Record<string, unknown>
}

/** The fields of a form in their order, under the headings that the schema gives them. */
export function FormFields({ model, fields, row }: FormFieldsProps) {
  const values = useFormContext<FormValues>().watch()
  const groups = [...new Set(fields.map(({ group }) => group))]
  return groups.map((group) => {
    const own = fields.filter((field) => field.group === group)
    const inputs = (
      <div className="grid gap-5 sm:grid-cols-2">
        {own.map((field) => (
          <FormField
            key={field.name}
            field={field}
            values={linkColumns(model.fields, values, row)}
          />
        ))}
      </div>
    )
    if (group === undefined) return <div key="">{inputs}</div>
    return (
      <fieldset key={group} className="grid gap-4 rounded-lg border p-4">
        <legend className="px-1.5 font-medium">{group}</legend>
        {inputs}
      </fieldset>
    )
  })
}

type FormFieldProps = { field: StudioField; values: Record<string, unknown> }

const WIDE: StudioField['kind'][] = ['json', 'list']

function FormField({ field, values }: FormFieldProps) {
  const { zone } = useStudioScope()
  const { name, label, help, required, kind, multiline } = field
  const wide = multiline || WIDE.includes(kind) ? 'sm:col-span-2' : undefined
  if (isBox(field)) {
    return (
      <CheckField name={name} label={label} help={help} className={wide}>
        <Switch />
      </CheckField>
    )
  }
  return (
    <Field
      name={name}
      label={label}
      help={helpOf(field, zone)}
      required={required}
      className={wide}
    >
      <FieldInput field={field} values={values} />
    </Field>
  )
}

function helpOf({ help, kind }: StudioField, zone: string): string | undefined {
  return [help, noteOn(kind, zone)].filter(Boolean).join(' ') || undefined
}

function noteOn(kind: StudioField['kind'], zone: string): string {
  if (kind === 'instant') return `In the time zone ${zone}.`
  if (kind === 'list') return 'One in each line.'
  return kind === 'bytes' ? 'As base64.' : ''
}
