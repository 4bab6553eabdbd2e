'use client'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { Dialog, DialogActions } from '@/components/dialog'
import { toast } from '@/components/toast'
import { formatCount } from '@/lib/format'
import { modelNamed } from '@/lib/studio/models'
import { BulkProgressNote, BulkScope, ReasonField } from './bulk-parts'
import { type BulkTarget, useBulk } from './use-bulk'

type BulkDialogProps = BulkTarget & { onClose: () => void; onDone: () => void }

/** Deletes many records. */
export function BulkDelete({ onClose, onDone, ...target }: BulkDialogProps) {
  const { model } = target
  const bulk = useBulk(target)
  const [reason, setReason] = useState('')
  const children = model.children.flatMap(({ model: name }) => modelNamed(name)?.plural ?? [])

  async function submit(event: FormEvent) {
    event.preventDefault()
    const { expected } = bulk
    if (!(await bulk.run({ kind: 'delete' }, reason))) return
    toast.success(
      `${formatCount(expected, model.label.toLowerCase(), model.plural.toLowerCase())} deleted`,
    )
    onDone()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !bulk.progress && onClose()}
      title={`Delete ${model.plural.toLowerCase()}?`}
      description="Either all of them are deleted, or none. It cannot be taken back."
    >
      <form onSubmit={submit} className="grid gap-4">
        <BulkScope target={target} bulk={bulk} />
        {children.length > 0 && (
          <Callout tone="danger" title="What belongs to them">
            {`${children.join(', ')} that belong to them are deleted too, unless they keep the record from being deleted.`}
          </Callout>
        )}
        <ReasonField value={reason} onChange={setReason} />
        <BulkProgressNote bulk={bulk} />
        <DialogActions>
          <Button disabled={bulk.progress !== undefined} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant="danger"
            pending={bulk.progress !== undefined}
            disabled={bulk.expected === undefined}
          >
            Delete {formatCount(bulk.expected, 'record', 'records')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
