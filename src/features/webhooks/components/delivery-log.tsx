'use client'
import { useQueryClient } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { Inbox, RotateCw } from 'lucide-react'
import { useState, useTransition } from 'react'
import { Badge } from '@/components/badge'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { FilterSelect } from '@/components/filter-select'
import { KeysetPager } from '@/components/keyset-pager'
import { Time } from '@/components/time'
import { toast } from '@/components/toast'
import { useFindManyWebhookDelivery } from '@/generated/hooks/webhook-delivery'
import type { Webhook, WebhookDelivery } from '@/generated/zenstack/client'
import type { SpaceScope } from '@/lib/auth/membership'
import { orThrow } from '@/lib/auth/outcome'
import { formatCount } from '@/lib/format'
import { useKeysetPages } from '@/lib/query/use-keyset-pages'
import { sendAgain } from '../actions'
import { byTime, deliveryPage, PAGE_SIZE } from '../queries'
import { eventText, statusText } from '../words'
import { DeliveryDialog } from './delivery-dialog'

type DeliveryLogProps = { webhook: Webhook; space: Pick<SpaceScope, 'slug' | 'timeZone'> }

/**
 * While something is about to be sent, the log is looked at again so often. What is under way says that it
 * is due in a minute, when another server may take over.
 */
const SOON_MS = 70_000
const LOOK_MS = 2_000

/** What a webhook was told in the last month, and what came of it. */
export function DeliveryLog({ webhook, space }: DeliveryLogProps) {
  const queries = useQueryClient()
  const [failed, setFailed] = useState(false)
  const [openedId, setOpenedId] = useState<string>()
  const [sending, startSending] = useTransition()
  const pages = useKeysetPages<WebhookDelivery>(byTime, PAGE_SIZE)
  const deliveries = useFindManyWebhookDelivery(deliveryPage(webhook.id, failed, pages.position), {
    placeholderData: (previous) => previous,
    refetchInterval: ({ state }) => (webhook.enabled && state.data?.some(isSoon) ? LOOK_MS : false),
  })
  const page = pages.pageOf(deliveries.data)
  const opened = page?.rows.find(({ id }) => id === openedId)

  function again(delivery?: string) {
    startSending(async () => {
      try {
        const { count } = orThrow(await sendAgain(space.slug, webhook.id, delivery))
        toast.success(`${formatCount(count, 'message is', 'messages are')} sent again`)
        setOpenedId(undefined)
      } catch (error) {
        toast.failure(error)
      }
      await queries.invalidateQueries()
    })
  }

  return (
    <section>
      <h2 className="mb-3 font-semibold text-base tracking-tight">Messages</h2>
      <DataTable
        label="Messages"
        columns={columnsFor(space.timeZone, setOpenedId)}
        rows={page?.rows}
        rowId={(delivery) => delivery.id}
        error={deliveries.error}
        onRetry={() => void deliveries.refetch()}
        busy={deliveries.isPlaceholderData || (deliveries.isFetching && deliveries.isError)}
        toolbar={
          <>
            <FilterSelect
              label="State"
              options={[{ value: 'FAILED', label: statusText.FAILED.label }]}
              value={failed ? ['FAILED'] : []}
              onChange={(chosen) => {
                setFailed(chosen.length > 0)
                pages.toFirst()
              }}
            />
            <Button size="sm" pending={sending} onClick={() => again()}>
              <RotateCw aria-hidden />
              Send all again that were given up
            </Button>
          </>
        }
        empty={
          <EmptyState icon={<Inbox />} title={failed ? 'Nothing was given up' : 'No messages yet'}>
            {failed
              ? 'Every message arrived, or will be tried again.'
              : 'What is sent stands here for a month.'}
          </EmptyState>
        }
        footer={page?.pager && <KeysetPager {...page.pager} />}
      />
      {opened && (
        <DeliveryDialog
          delivery={opened}
          zone={space.timeZone}
          sending={sending}
          onClose={() => setOpenedId(undefined)}
          onSendAgain={() => again(opened.id)}
        />
      )}
    </section>
  )
}

const isSoon = ({ status, nextTryAt }: WebhookDelivery) =>
  status === 'PENDING' && nextTryAt !== null && nextTryAt.getTime() < Date.now() + SOON_MS

function columnsFor(zone: string, onOpen: (id: string) => void): ColumnDef<WebhookDelivery>[] {
  return [
    {
      id: 'event',
      header: 'Event',
      cell: ({ row: { original } }) => (
        <button
          type="button"
          aria-haspopup="dialog"
          onClick={() => onOpen(original.id)}
          className="min-h-6 rounded-sm text-start font-medium underline decoration-line underline-offset-3 hover:decoration-current max-md:min-h-8"
        >
          {eventText(original.type)}
        </button>
      ),
    },
    {
      id: 'status',
      header: 'State',
      cell: ({ row: { original } }) => {
        const { label, tone } = statusText[original.status]
        return (
          <Badge tone={tone} dot>
            {label}
          </Badge>
        )
      },
    },
    {
      id: 'answer',
      header: 'Answer',
      cell: ({ row }) => row.original.lastStatus,
      meta: { fit: true },
    },
    {
      id: 'attempts',
      header: 'Tries',
      cell: ({ row }) => row.original.attempts,
      meta: { fit: true },
    },
    {
      id: 'when',
      header: 'Happened',
      cell: ({ row }) => <Time value={row.original.createdAt} zone={zone} style="exact" />,
    },
  ]
}
