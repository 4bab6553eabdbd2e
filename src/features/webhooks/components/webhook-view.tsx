'use client'
import { Badge } from '@/components/badge'
import { Callout } from '@/components/callout'
import { Card } from '@/components/card'
import { DefinitionList } from '@/components/definition-list'
import { EmptyState } from '@/components/empty-state'
import { FailedState } from '@/components/failed-state'
import { PageHeader } from '@/components/page-header'
import { CardSkeleton } from '@/components/skeleton'
import { Time } from '@/components/time'
import { useFindFirstWebhook } from '@/generated/hooks/webhook'
import type { SpaceScope } from '@/lib/auth/membership'
import { paths } from '@/lib/paths'
import { webhookById } from '../queries'
import { eventText } from '../words'
import { DeliveryLog } from './delivery-log'
import { WebhookActions } from './webhook-actions'

type WebhookViewProps = { id: string; space: Pick<SpaceScope, 'slug' | 'timeZone'> }

/** One webhook: what it is told, and what came of it. */
export function WebhookView({ id, space }: WebhookViewProps) {
  const { data: webhook, error, refetch, isFetching } = useFindFirstWebhook(webhookById(id))
  if (!webhook) {
    if (error)
      return <FailedState error={error} retrying={isFetching} onRetry={() => void refetch()} />
    return webhook === null ? (
      <EmptyState title="This webhook was deleted" />
    ) : (
      <CardSkeleton cards={1} />
    )
  }
  return (
    <>
      <PageHeader
        title={<span className="break-all">{webhook.url}</span>}
        badge={webhook.enabled ? <Badge tone="success">On</Badge> : <Badge>Off</Badge>}
        description={webhook.description}
        breadcrumb={[{ href: paths.webhooks(space.slug), label: 'Webhooks' }]}
        actions={<WebhookActions slug={space.slug} webhook={webhook} />}
      />
      <div className="grid gap-6">
        {!webhook.enabled && (
          <Callout tone="warning" title="Switched off">
            {webhook.disabledReason} Nothing is recorded for it. What was waiting is sent when it is
            on again.
          </Callout>
        )}
        <Card title="What it is told">
          <DefinitionList
            items={[
              { term: 'Events', description: webhook.events.map(eventText).join(', ') },
              {
                term: 'Secret made',
                description: <Time value={webhook.secretAt} zone={space.timeZone} />,
              },
            ]}
          />
        </Card>
        <DeliveryLog webhook={webhook} space={space} />
      </div>
    </>
  )
}
