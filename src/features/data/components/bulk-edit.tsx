'use client'
import { type FormEvent, useId, useState } from 'react'
import { Button } from '@/components/button'
import { Dialog, DialogActions } from '@/components/dialog'
import { Select } from '@/components/select'
import { toast } from '@/components/toast'
import { formatCount } from '@/lib/format'
import { editableFields, fieldNamed } from '@/lib/studio/models'
import { parseValue } from '@/lib/studio/values'
import { BulkProgressNote, BulkScope, ReasonField } from './bulk-parts'
import { FieldInput } from './field-input'
import { useStudioScope } from './studio-scope'
import { type BulkTarget, useBulk } from './use-bulk'

type BulkDialogProps = BulkTarget & { onClose: () => void; onDone: () => void }

/** Gives one field of many records the same value. */
export function BulkEdit({ onClose, onDone, ...target }: BulkDialogProps) {
  const { model } = target
  const { zone } = useStudioScope()
  const id = useId()
  const bulk = useBulk(target)
  // A choice that depends on another field differs from record to record.
  const fields = editableFields(model).filter(
    ({ narrowedBy = [], carries = [] }) => narrowedBy.length + carries.length === 0,
  )
  const [name, setName] = useState(fields[0]?.name ?? '')
  const [text, setText] = useState('')
  const [wrong, setWrong] = useState<string>()
  const [reason, setReason] = useState('')
  const field = fieldNamed(model, name)
  if (!field) return null

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (!field) return
    const parsed = parseValue(field, text, zone)
    setWrong(parsed.ok ? undefined : parsed.reason)
    const { expected } = bulk
    if (!parsed.ok || !(await bulk.run({ kind: 'change', field: name, text }, reason))) return
    toast.success(
      `${formatCount(expected, model.label.toLowerCase(), model.plural.toLowerCase())} changed`,
    )
    onDone()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !bulk.progress && onClose()}
      title="Change a field of many records"
      description="Either all of them are changed, or none."
    >
      <form onSubmit={submit} className="grid gap-4">
        <BulkScope target={target} bulk={bulk} />
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
        <ReasonField value={reason} onChange={setReason} />
        <BulkProgressNote bulk={bulk} />
        <DialogActions>
          <Button disabled={bulk.progress !== undefined} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="primary"
            pending={bulk.progress !== undefined}
            disabled={bulk.expected === undefined}
          >
            Change {formatCount(bulk.expected, 'record', 'records')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
