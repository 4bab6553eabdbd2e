'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { Plus, Webhook as WebhookIcon } from 'lucide-react'
import { Badge } from '@/components/badge'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { useFindManyWebhook } from '@/generated/hooks/webhook'
import type { Webhook } from '@/generated/zenstack/client'
import { formatCount } from '@/lib/format'
import { paths } from '@/lib/paths'
import { allWebhooks } from '../queries'
import { eventText } from '../words'
import { WebhookDialog } from './webhook-dialog'

/** The webhooks of a space. */
export function WebhookList({ slug }: { slug: string }) {
  const webhooks = useFindManyWebhook(allWebhooks)
  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-prose text-ink-muted">
          Servers of yours that are told what happens in this space.
        </p>
        <NewWebhook slug={slug} />
      </div>
      <DataTable
        label="Webhooks"
        columns={columns}
        rows={webhooks.data}
        rowId={(webhook) => webhook.id}
        rowHref={(webhook) => paths.webhook(slug, webhook.id)}
        error={webhooks.error}
        onRetry={() => void webhooks.refetch()}
        busy={webhooks.isFetching && webhooks.isError}
        empty={
          <EmptyState icon={<WebhookIcon />} title="No webhooks yet">
            Make one, and a server of yours hears of each new participant, for example, within
            seconds.
          </EmptyState>
        }
      />
    </>
  )
}

function NewWebhook({ slug }: { slug: string }) {
  return (
    <WebhookDialog
      slug={slug}
      trigger={
        <Button variant="primary">
          <Plus aria-hidden />
          New webhook
        </Button>
      }
    />
  )
}

const columns: ColumnDef<Webhook>[] = [
  {
    id: 'url',
    header: 'Address',
    cell: ({ row }) => <span className="break-all">{row.original.url}</span>,
  },
  { id: 'description', header: 'What it is for', cell: ({ row }) => row.original.description },
  {
    id: 'events',
    header: 'Events',
    cell: ({ row: { original } }) =>
      original.events.length > 2
        ? formatCount(original.events.length, 'event', 'events')
        : original.events.map(eventText).join(', '),
  },
  {
    id: 'state',
    header: 'State',
    cell: ({ row }) =>
      row.original.enabled ? (
        <Badge tone="success" dot>
          On
        </Badge>
      ) : (
        <Badge dot>Off</Badge>
      ),
  },
]
