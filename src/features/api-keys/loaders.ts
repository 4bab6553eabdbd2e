import { notFound } from 'next/navigation'
import { cache } from 'react'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'

/** A space whose keys one may see, or "not found"; asked once per request. */
export const requireKeys = cache(async (slug: string) => {
  const pass = await requireSpace(slug)
  if (!canRole(pass.role, 'ApiKey', 'read')) notFound()
  return pass
})
