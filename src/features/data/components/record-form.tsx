'use client'
import type { ReactNode } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { Form, FormError, SubmitButton } from '@/components/form'
import { useKeptDraft } from '@/lib/browser/use-kept-draft'
import { useLeaveWarning } from '@/lib/browser/use-leave-warning'
import { errorInfo } from '@/lib/error-info'
import { useRowSearch } from '@/lib/query/use-row-search'
import { delegateName, type StudioField, type StudioModel } from '@/lib/studio/models'
import { atFields, enteredData, type FormValues } from '../form-values'
import { carriedColumns } from '../queries'
import { FormFields } from './form-fields'
import { useStudioScope } from './studio-scope'

type RecordFormProps = {
  model: StudioModel
  fields: StudioField[]
  /** The record that is edited. */
  row?: Record<string, unknown>
  /** What the form begins with. */
  start: FormValues
  /** What was typed into a former version of this form. */
  typed?: FormValues
  /** What the record says, when one is edited: only what differs from it is saved. */
  former?: FormValues
  /** Under which what is typed outlives a reload; undefined where it must not be kept. */
  draftKey?: string
  submitLabel: string
  /** Saves columns; throws what `errorInfo` reads. */
  onSave: (data: Record<string, unknown>) => Promise<void>
  onCancel?: () => void
  /** Above the fields, with the form at hand. */
  notice?: (dirty: () => FormValues) => ReactNode
}

/** The form of a record, made from what the schema says of its fields. */
export function RecordForm(props: RecordFormProps) {
  const { model, fields, row, start, typed = {}, former, draftKey, submitLabel } = props
  const { onSave, onCancel, notice } = props
  const { zone } = useStudioScope()
  const search = useRowSearch()
  const form = useForm<FormValues>({ defaultValues: start })
  const draft = useKeptDraft(form, draftKey, typed)
  const { isDirty, dirtyFields } = form.formState
  useLeaveWarning(
    isDirty && !form.formState.isSubmitting,
    'Leave without saving? What you changed is not saved yet.',
  )

  function dirty(): FormValues {
    const values = form.getValues()
    return Object.fromEntries(Object.keys(dirtyFields).map((name) => [name, values[name] ?? '']))
  }

  /** Some columns of a link's key are those of the record that it leads to. */
  async function withCarried(data: Record<string, unknown>) {
    for (const field of fields) {
      const id = data[field.column ?? '']
      if (!field.carries?.length || typeof id !== 'string') continue
      const args = carriedColumns(field, id)
      const signal = new AbortController().signal
      const [other] = await search<Record<string, unknown>>(delegateName(field.type), args, signal)
      for (const { column, references } of field.carries) data[column] = other?.[references]
    }
    return data
  }

  return (
    <Form
      form={form}
      onSubmit={async (values) => {
        const entered = enteredData(fields, values, former, zone)
        if (!entered.ok) return { ok: false, fields: entered.fields }
        try {
          await onSave(await withCarried(entered.data))
        } catch (error) {
          const info = errorInfo(error)
          return { ok: false, reason: info.message, fields: atFields(fields, info.fields) }
        }
        draft.forget()
        return { ok: true }
      }}
    >
      {draft.restored && isDirty && (
        <Callout
          title="Your unsaved changes are back"
          actions={
            <Button
              size="sm"
              onClick={() => {
                draft.forget()
                form.reset(start)
              }}
            >
              Discard them
            </Button>
          }
        >
          They were kept in this browser when the page was left.
        </Callout>
      )}
      {notice?.(dirty)}
      <FormError />
      <FormFields model={model} fields={fields} row={row} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton>{submitLabel}</SubmitButton>
        {onCancel && <Button onClick={onCancel}>Cancel</Button>}
      </div>
    </Form>
  )
}
