import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { SpaceList } from '@/features/spaces/components/space-list'
import { ownSpaces } from '@/features/spaces/queries'
import { requireUser } from '@/lib/auth/current-user'
import { openDoor } from '@/lib/db/door'
import { paths } from '@/lib/paths'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Your spaces' }

/** The spaces that one is in. */
export default async function SpacesPage() {
  const user = await requireUser()
  const db = openDoor({ userId: user.id })
  return (
    <Prefetched db={db} queries={[['SpaceUser', 'findMany', ownSpaces(user.id, '')]]}>
      <PageHeader
        title="Your spaces"
        actions={
          <LinkButton href={paths.newSpace}>
            <Plus aria-hidden />
            New space
          </LinkButton>
        }
      />
      <SpaceList user={user} />
    </Prefetched>
  )
}
