'use client'
import type { ComponentProps, Ref } from 'react'
import { DateInput } from '@/components/date-input'
import { Input } from '@/components/input'
import { Select } from '@/components/select'
import { Textarea } from '@/components/textarea'
import type { StudioField } from '@/lib/studio/models'
import { choicesOf } from './cell-editor'
import { LinkPicker } from './link-picker'

type FieldInputProps = Pick<
  ComponentProps<'input'>,
  'id' | 'name' | 'aria-describedby' | 'aria-invalid' | 'aria-required' | 'disabled'
> & {
  field: StudioField
  /** The other columns of the record, which may narrow the choice of a link. */
  values: Record<string, unknown>
  /** As an input has it (src/lib/studio/values.ts). */
  value?: string
  onChange?: (value: string) => void
  onBlur?: () => void
  /** Takes the focus when the value is at fault. */
  ref?: Ref<HTMLInputElement & HTMLTextAreaElement & HTMLButtonElement>
}

/** Stands for no choice: a list of choices has no empty one. */
const NONE = 'none'

/** The input for the kind of a field. */
export function FieldInput({ field, values, value = '', onChange, ...props }: FieldInputProps) {
  const change = (event: { target: { value: string } }) => onChange?.(event.target.value)
  switch (field.kind) {
    case 'link':
      return (
        <LinkPicker {...props} field={field} values={values} value={value} onChange={onChange} />
      )
    case 'choice':
    case 'boolean':
      return (
        <Select
          {...props}
          value={value === '' && field.nullable ? NONE : value}
          options={[
            ...(field.nullable ? [{ value: NONE, label: 'None' }] : []),
            ...choicesOf(field),
          ]}
          onChange={(next) => onChange?.(next === NONE ? '' : next)}
        />
      )
    case 'day':
      return <DateInput {...props} value={value} onChange={change} />
    case 'instant':
      return <Input {...props} dir="ltr" type="datetime-local" value={value} onChange={change} />
    case 'integer':
    case 'number':
      return (
        <Input
          {...props}
          inputMode={field.kind === 'integer' ? 'numeric' : 'decimal'}
          placeholder={field.placeholder}
          value={value}
          onChange={change}
        />
      )
    case 'json':
      return (
        <Textarea
          {...props}
          dir="ltr"
          spellCheck={false}
          rows={6}
          className="font-mono text-[0.8125rem]"
          value={value}
          onChange={change}
        />
      )
    case 'list':
      return <Textarea {...props} dir="auto" rows={4} value={value} onChange={change} />
    default:
      return <TextInput {...props} field={field} value={value} onChange={change} />
  }
}

type TextInputProps = Omit<FieldInputProps, 'onChange' | 'values'> & {
  onChange: (event: { target: { value: string } }) => void
}

function TextInput({ field, ...props }: TextInputProps) {
  const { placeholder, maxLength, suggestions } = field
  if (field.multiline) {
    return <Textarea {...props} dir="auto" rows={4} {...{ placeholder, maxLength }} />
  }
  const list = suggestions && `${props.id}-suggestions`
  return (
    <>
      <Input {...props} dir="auto" {...{ placeholder, maxLength, list }} />
      {suggestions && (
        <datalist id={list}>
          {suggestions.map((text) => (
            <option key={text} value={text} />
          ))}
        </datalist>
      )}
    </>
  )
}
