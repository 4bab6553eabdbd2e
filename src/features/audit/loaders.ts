import { notFound } from 'next/navigation'
import { cache } from 'react'
import { tables } from '@/generated/tenancy'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'

/** A space whose audit trail one may read, or "not found"; asked once per request. */
export const requireTrail = cache(async (slug: string) => {
  const pass = await requireSpace(slug)
  if (!canRole(pass.role, 'AuditEvent', 'read')) notFound()
  return pass
})

/** The models that events can be about. */
export function recordedModels(): string[] {
  const recorded = tables.filter((table) => table.recorded || table.readsRecorded)
  return [...recorded.map(({ name }) => name), 'AuditEvent']
}
