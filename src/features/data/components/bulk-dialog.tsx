'use client'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '@/components/button'
import { Dialog, DialogActions } from '@/components/dialog'
import { toast } from '@/components/toast'
import { formatCount } from '@/lib/format'
import type { BulkAction } from '../bulk-protocol'
import { BulkProgressNote, BulkScope, ReasonField } from './bulk-parts'
import { type BulkTarget, useBulk } from './use-bulk'

export type BulkDialogProps = BulkTarget & { onClose: () => void; onDone: () => void }

type FrameProps = BulkDialogProps & {
  title: string
  description: string
  /** "Change", "Delete"; and what it is when it is done: "changed". */
  verb: string
  done: string
  tone: 'primary' | 'danger'
  /** What is to be done; undefined while what was entered does not do. */
  action: () => BulkAction | undefined
  children?: ReactNode
}

/** Asks which records, why, and then does it, with a preview of how many and a way to stop. */
export function BulkDialog({
  title,
  description,
  verb,
  done,
  tone,
  action,
  onClose,
  onDone,
  children,
  ...target
}: FrameProps) {
  const { label, plural } = target.model
  const bulk = useBulk(target)
  const [reason, setReason] = useState('')

  async function submit(event: FormEvent) {
    event.preventDefault()
    const { expected } = bulk
    const what = action()
    if (!what || !(await bulk.run(what, reason))) return
    toast.success(`${formatCount(expected, label.toLowerCase(), plural.toLowerCase())} ${done}`)
    onDone()
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && !bulk.progress && onClose()}
      title={title}
      description={description}
    >
      <form onSubmit={submit} className="grid gap-4">
        <BulkScope target={target} bulk={bulk} />
        {children}
        <ReasonField value={reason} onChange={setReason} />
        <BulkProgressNote bulk={bulk} />
        <DialogActions>
          <Button disabled={bulk.progress !== undefined} onClick={onClose}>
            Cancel
          </Button>
          <Button
            type="submit"
            variant={tone}
            pending={bulk.progress !== undefined}
            disabled={bulk.expected === undefined}
          >
            {`${verb} ${formatCount(bulk.expected, 'record', 'records')}`}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
