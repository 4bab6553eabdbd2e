import type { ReactNode } from 'react'
import { requireTrail } from '@/features/audit/loaders'

type LayoutProps = { params: Promise<{ space: string }>; children: ReactNode }

/** The gate stands before the skeleton, so that who may not read the trail gets a real 404. */
export default async function AuditLayout({ params, children }: LayoutProps) {
  await requireTrail((await params).space)
  return children
}
