'use client'
import { Undo2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { Time } from '@/components/time'
import { toast } from '@/components/toast'
import { isHidden } from '@/features/audit/changes'
import { ChangeTable } from '@/features/audit/components/change-table'
import { useNames } from '@/features/audit/components/use-names'
import type { TrailEvent } from '@/features/audit/queries'
import { actionWord, actorText } from '@/features/audit/words'
import { useFindManyAuditEvent } from '@/generated/hooks/audit-event'
import { mayDo, type StudioModel, type StudioRow } from '@/lib/studio/models'
import { type Restorable, restorables } from '../history'
import { recordHistory } from '../queries'
import { saveCell } from './save-cell'
import { useStudioScope } from './studio-scope'
import { useRecordWrite } from './use-records'

type RecordHistoryProps = { model: StudioModel; row: StudioRow; onRestored: () => void }

/** What happened to a record, from the audit trail; a former value can be put back. */
export function RecordHistory({ model, row, onRestored }: RecordHistoryProps) {
  const { slug, role, zone } = useStudioScope()
  const { data: events = [], isPending } = useFindManyAuditEvent(recordHistory(row.id), {
    staleTime: 0,
  })
  const names = useNames(slug, events)
  const update = useRecordWrite(model, 'update')
  const [restoring, setRestoring] = useState(false)
  const mayEdit = mayDo(role, model, 'update')

  async function restore({ field, data }: Restorable) {
    setRestoring(true)
    try {
      const saved = await saveCell(update.mutateAsync, row, data)
      if (saved) toast.success(`${field.label} has its former value again`)
      else toast.failure(CHANGED)
      onRestored()
    } catch (error) {
      toast.failure(error)
    } finally {
      setRestoring(false)
    }
  }

  return (
    <Card title="History">
      {!isPending && events.length === 0 && <p className="text-ink-muted">Nothing is recorded.</p>}
      <ol className="grid gap-4">
        {events.map((event) => (
          <li key={event.id} className="grid gap-2">
            <p>
              {actionWord(event.action)} by{' '}
              <span dir="auto">{actorText(event.createdById, (id) => names.get(id)?.text)}</span>,{' '}
              <span className="text-ink-muted">
                <Time value={event.createdAt} zone={zone} />
              </span>
              {event.reason && <span dir="auto">: {event.reason}</span>}
            </p>
            {event.action === 'update' && <ChangeTable event={event} zone={zone} names={names} />}
            {mayEdit && (
              <RestoreButtons
                model={model}
                event={event}
                disabled={restoring}
                onRestore={(value) => void restore(value)}
              />
            )}
          </li>
        ))}
      </ol>
    </Card>
  )
}

const CHANGED = Object.assign(new Error('conflict'), {
  info: { message: 'Somebody changed this record at the same moment. Look at it and try again.' },
})

type RestoreButtonsProps = {
  model: StudioModel
  event: TrailEvent
  disabled: boolean
  onRestore: (value: Restorable) => void
}

function RestoreButtons({ model, event, disabled, onRestore }: RestoreButtonsProps) {
  const former = restorables(model, event, (column, value) => isHidden(event, column, value))
  if (former.length === 0) return null
  return (
    <div className="flex flex-wrap gap-2">
      {former.map((value) => (
        <Button
          key={value.field.name}
          size="sm"
          aria-disabled={disabled}
          onClick={() => !disabled && onRestore(value)}
        >
          <Undo2 aria-hidden />
          {`Put back: ${value.field.label}`}
        </Button>
      ))}
    </div>
  )
}
