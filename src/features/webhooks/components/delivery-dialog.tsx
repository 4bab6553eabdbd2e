'use client'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { DefinitionList } from '@/components/definition-list'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Time } from '@/components/time'
import type { WebhookDelivery } from '@/generated/zenstack/client'
import { eventText, statusText } from '../words'

type DeliveryDialogProps = {
  delivery: WebhookDelivery
  zone: string
  sending: boolean
  onClose: () => void
  onSendAgain: () => void
}

/** Everything that is known of a message. */
export function DeliveryDialog(props: DeliveryDialogProps) {
  const { delivery, zone, sending, onClose, onSendAgain } = props
  const { type, status, attempts, lastStatus, lastError, nextTryAt, deliveredAt } = delivery
  const time = (value: Date | null) => value && <Time value={value} zone={zone} style="exact" />
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={eventText(type)}>
      <div className="grid gap-4">
        {lastError && (
          <Callout tone={status === 'FAILED' ? 'danger' : 'warning'} title="The last try failed">
            {lastError}
          </Callout>
        )}
        <DefinitionList
          items={[
            { term: 'State', description: statusText[status].label },
            { term: 'Happened', description: time(delivery.createdAt) },
            { term: 'Delivered', description: time(deliveredAt) ?? undefined },
            { term: 'Tries', description: attempts },
            { term: 'Last answer', description: lastStatus ?? undefined },
            { term: 'Next try', description: time(nextTryAt) ?? undefined },
            { term: 'Event', description: <Code>{type}</Code> },
            { term: 'Record', description: <Code>{delivery.entityId}</Code> },
            { term: 'Message', description: <Code>{delivery.id}</Code> },
          ]}
        />
        <DialogActions>
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
          <Button variant="primary" pending={sending} onClick={onSendAgain}>
            Send again
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}

const Code = ({ children }: { children: string }) => (
  <code className="select-all font-mono text-xs [overflow-wrap:anywhere]">{children}</code>
)
