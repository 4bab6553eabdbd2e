'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Dialog, DialogActions } from '@/components/dialog'
import { errorInfo } from '@/lib/error-info'
import { columnOf, type StudioField, type StudioModel, type StudioRow } from '@/lib/studio/models'
import { readableText } from '@/lib/studio/values'
import { recordById } from '../queries'
import { saveCell } from './save-cell'
import { useStudioScope } from './studio-scope'
import { useRecordQuery, useRecordWrite } from './use-records'
import { valueText } from './value-view'

/** An edit that met somebody else's. */
export type Refused = {
  row: StudioRow
  field: StudioField
  values: Record<string, unknown>
}

type EditConflictProps = {
  model: StudioModel
  refused: Refused
  /** With the record as it is now; undefined when it is gone. */
  onSettled: (row: StudioRow | undefined) => void
}

/** Shows both edits side by side, and lets the person decide; until then nothing is saved. */
export function EditConflict({ model, refused, onSettled }: EditConflictProps) {
  const { role, zone } = useStudioScope()
  const { row, field, values } = refused
  const current = useRecordQuery<StudioRow | null>(
    model,
    'findFirst',
    recordById(model, row.id, role),
    { staleTime: 0 },
  )
  const update = useRecordWrite(model, 'update', { invalidateQueries: false })
  const [reason, setReason] = useState<string>()
  const now = current.isFetching ? undefined : current.data
  const gone = !current.isFetching && current.data === null
  const mine = values[columnOf(field)]

  async function keepMine() {
    if (!now) return
    try {
      const saved = await saveCell(update.mutateAsync, now, values)
      if (saved) onSettled({ ...now, ...saved })
      else void current.refetch()
    } catch (error) {
      setReason(errorInfo(error).message)
    }
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onSettled(now ?? undefined)}
      title={gone ? 'Somebody else removed this record' : 'Somebody else changed this record'}
      description={
        gone
          ? 'Your change could not be saved, because the record is not there any more.'
          : 'Your change was not saved yet. Decide which value it should have.'
      }
    >
      {now && (
        <dl className="grid gap-3 sm:grid-cols-2">
          <Side name={`${field.label} now`} text={valueText(field, now, zone)} />
          <Side
            name={`${field.label} as you entered it`}
            text={field.kind === 'link' ? 'The record you chose' : readableText(field, mine, zone)}
          />
        </dl>
      )}
      <div role="alert" className="mt-3 text-danger-ink empty:hidden">
        {reason}
      </div>
      <DialogActions>
        <Button onClick={() => onSettled(now ?? undefined)}>
          {gone ? 'Close' : 'Keep the value as it is now'}
        </Button>
        {now && (
          <Button variant="primary" pending={update.isPending} onClick={() => void keepMine()}>
            Use my value
          </Button>
        )}
      </DialogActions>
    </Dialog>
  )
}

function Side({ name, text }: { name: string; text: string }) {
  return (
    <div className="rounded-md border bg-subtle px-3 py-2">
      <dt className="text-ink-muted text-xs">{name}</dt>
      <dd dir="auto" className="mt-0.5 whitespace-pre-wrap [overflow-wrap:anywhere]">
        {text || <span className="text-ink-muted">Nothing</span>}
      </dd>
    </div>
  )
}
