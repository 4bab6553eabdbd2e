import type { Prisma } from '@/generated/zenstack/client'
import { type KeysetPosition, type KeysetSort, keysetSegments } from '@/lib/query/keyset'

/** The queries of this feature, for prefetching and for the hooks alike. */

export const PAGE_SIZE = 50

/** A space has so few webhooks that they stand on one page. */
export const allWebhooks = {
  orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  take: 100,
} satisfies Prisma.WebhookFindManyArgs

export const webhookById = (id: string) => ({ where: { id } }) satisfies Prisma.WebhookFindFirstArgs

/** The newest first. */
export const byTime: KeysetSort = { field: 'createdAt', desc: true, kind: 'instant' }

/** A page of what a webhook was told, and one row more. */
export function deliveryPage(webhookId: string, failed: boolean, position?: KeysetPosition) {
  const { head } = keysetSegments(byTime, position)
  return {
    where: { webhookId, ...(failed && { status: 'FAILED' as const }), ...head.where },
    orderBy: head.orderBy,
    take: PAGE_SIZE + 1,
  } satisfies Prisma.WebhookDeliveryFindManyArgs
}
