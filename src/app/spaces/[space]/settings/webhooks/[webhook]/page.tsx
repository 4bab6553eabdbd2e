import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { WebhookView } from '@/features/webhooks/components/webhook-view'
import { requireWebhooks } from '@/features/webhooks/loaders'
import { deliveryPage, webhookById } from '@/features/webhooks/queries'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Webhook' }

type PageProps = { params: Promise<{ space: string; webhook: string }> }

/** One webhook, and what it was told. */
export default async function WebhookPage({ params }: PageProps) {
  const { space: slug, webhook: id } = await params
  const { space, db } = await requireWebhooks(slug)
  if (!(await db.webhook.findFirst(webhookById(id)))) notFound()
  return (
    <Prefetched
      db={db}
      queries={[
        ['Webhook', 'findFirst', webhookById(id)],
        ['WebhookDelivery', 'findMany', deliveryPage(id, false)],
      ]}
    >
      <WebhookView id={id} space={space} />
    </Prefetched>
  )
}
