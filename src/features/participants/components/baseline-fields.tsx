'use client'
import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useFieldArray } from 'react-hook-form'
import { Button } from '@/components/button'
import { Field } from '@/components/field'
import { IconButton } from '@/components/icon-button'
import { Input } from '@/components/input'
import type { ParticipantInput } from '../schema'

/** Baseline attributes as rows of name and value. `attributes` are names to suggest. */
export function BaselineFields({ attributes }: { attributes: string[] }) {
  const suggestions = useId()
  const { fields, append, remove } = useFieldArray<ParticipantInput, 'baseline'>({
    name: 'baseline',
  })
  return (
    <fieldset className="grid gap-3">
      <legend className="font-medium">Baseline attributes</legend>
      <p className="text-[0.8125rem] text-ink-muted">
        What was known before the study began, such as age group or height. Nothing that says who
        the person is.
      </p>
      <datalist id={suggestions}>
        {attributes.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {fields.map((field, index) => (
        <div key={field.id} className="grid grid-cols-[1fr_1fr_auto] items-start gap-2">
          <Field name={`baseline.${index}.key`} label="Name" required>
            <Input list={suggestions} autoComplete="off" />
          </Field>
          <Field name={`baseline.${index}.value`} label="Value" required>
            <Input autoComplete="off" />
          </Field>
          <IconButton
            label={`Remove attribute ${index + 1}`}
            className="mt-6.5"
            onClick={() => remove(index)}
          >
            <Trash2 aria-hidden />
          </IconButton>
        </div>
      ))}
      <div>
        <Button size="sm" onClick={() => append({ key: '', value: '' })}>
          <Plus aria-hidden />
          Add attribute
        </Button>
      </div>
    </fieldset>
  )
}
