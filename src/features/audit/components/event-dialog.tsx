'use client'
import { History, UserRound } from 'lucide-react'
import Link from 'next/link'
import { Button } from '@/components/button'
import { DefinitionList } from '@/components/definition-list'
import { Dialog, DialogActions } from '@/components/dialog'
import { Time } from '@/components/time'
import { changesOf, detailsOf, isHidden, valueText } from '../changes'
import { noFilter, type TrailFilter } from '../list-state'
import type { TrailEvent } from '../queries'
import { actionOptions, actorText, entityKind, eventText, fieldWord, SYSTEM } from '../words'
import { ChangeTable } from './change-table'
import type { Names } from './use-names'

type EventDialogProps = {
  event: TrailEvent
  zone: string
  names: Names
  onClose: () => void
  /** Shows other events instead: those of the same record, or of the same person. */
  onFilter: (filter: TrailFilter) => void
}

/** Everything that is known of an event. */
export function EventDialog({ event, zone, names, onClose, onFilter }: EventDialogProps) {
  const record = names.get(event.entityId)
  const who = actorText(event.createdById, (id) => names.get(id)?.text)
  const hidden = changesOf(event).some(({ column, before, after }) =>
    [before, after].some((value) => isHidden(event, column, value)),
  )
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="lg"
      title={eventText(event, record?.text)}
    >
      <div className="grid gap-4">
        <DefinitionList
          items={[
            { term: 'Who', description: who },
            {
              term: 'When',
              description: (
                <>
                  <Time value={event.createdAt} zone={zone} style="exact" /> ({zone})
                </>
              ),
            },
            ...(record?.href ? [{ term: 'Record', description: <RecordLink {...record} /> }] : []),
            ...(event.reason ? [{ term: 'Reason', description: event.reason }] : []),
            ...detailsOf(event).map(({ column, value }) => ({
              term: fieldWord(column),
              description: detailText(column, value, { zone, names }),
            })),
            ...(event.requestId
              ? [{ term: 'Request', description: <Code>{event.requestId}</Code> }]
              : []),
            { term: 'Number of the record', description: <Code>{event.entityId}</Code> },
          ]}
        />
        <ChangeTable event={event} zone={zone} names={names} />
        {hidden && (
          <p className="text-ink-muted text-xs">
            Names and contacts are not kept in the audit trail, only that they were recorded, so
            that they can be erased everywhere.
          </p>
        )}
        <DialogActions>
          <Button onClick={() => onFilter({ ...noFilter, who: event.createdById })}>
            <UserRound aria-hidden />
            {event.createdById === SYSTEM
              ? 'Everything by the system'
              : 'Everything by the same person'}
          </Button>
          <Button onClick={() => onFilter({ ...noFilter, record: event.entityId })}>
            <History aria-hidden />
            History of this record
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}

function RecordLink({ text, href = '' }: { text: string; href?: string }) {
  return (
    <Link
      href={href}
      className="text-accent-ink underline decoration-accent-ink/35 underline-offset-3 hover:decoration-accent-ink"
    >
      {text}
    </Link>
  )
}

const Code = ({ children }: { children: string }) => (
  <code className="select-all font-mono text-xs [overflow-wrap:anywhere]">{children}</code>
)

/** What was exported: the filters of the export, said as the filters are. */
function detailText(
  column: string,
  value: unknown,
  { zone, names }: Pick<EventDialogProps, 'zone' | 'names'>,
): string | undefined {
  if (column === 'what') return actionOptions.find((option) => option.value === value)?.label
  if (column === 'entity') return entityKind(String(value))
  const nameOf = (id: string) => names.get(id)?.text
  return valueText('', column, value, { zone, nameOf })
}
