import type { Metadata } from 'next'
import { WebhookList } from '@/features/webhooks/components/webhook-list'
import { requireWebhooks } from '@/features/webhooks/loaders'
import { allWebhooks } from '@/features/webhooks/queries'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Webhooks' }

type PageProps = { params: Promise<{ space: string }> }

/** Who is told what happens in a space. */
export default async function WebhooksPage({ params }: PageProps) {
  const { space, db } = await requireWebhooks((await params).space)
  return (
    <Prefetched db={db} queries={[['Webhook', 'findMany', allWebhooks]]}>
      <WebhookList slug={space.slug} />
    </Prefetched>
  )
}
