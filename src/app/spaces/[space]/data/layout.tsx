import type { ReactNode } from 'react'
import { StudioScopeProvider } from '@/features/data/components/studio-scope'
import { requireSpace } from '@/lib/auth/space-gate'

type LayoutProps = { params: Promise<{ space: string }>; children: ReactNode }

/** The data studio. */
export default async function DataLayout({ params, children }: LayoutProps) {
  const { user, space, role } = await requireSpace((await params).space)
  const scope = { slug: space.slug, role, userId: user.id, zone: space.timeZone }
  return <StudioScopeProvider scope={scope}>{children}</StudioScopeProvider>
}
