import { notFound } from 'next/navigation'
import { cache } from 'react'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'

/** A space whose webhooks one may manage, or "not found"; asked once per request. */
export const requireWebhooks = cache(async (slug: string) => {
  const pass = await requireSpace(slug)
  if (!canRole(pass.role, 'Webhook', 'update')) notFound()
  return pass
})
