import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { SpaceSettings } from '@/features/spaces/components/space-settings'
import { spaceById } from '@/features/spaces/queries'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Settings' }

type PageProps = { params: Promise<{ space: string }> }

/** The settings of a space, for those who may change them. */
export default async function SettingsPage({ params }: PageProps) {
  const { space, role, db } = await requireSpace((await params).space)
  if (!canRole(role, 'Space', 'update')) notFound()
  return (
    <Prefetched db={db} queries={[['Space', 'findFirst', spaceById(space.id)]]}>
      <SpaceSettings id={space.id} />
    </Prefetched>
  )
}
