import type { Metadata } from 'next'
import { AccessTable } from '@/features/members/components/access-table'
import { requireSpace } from '@/lib/auth/space-gate'

export const metadata: Metadata = { title: 'What each role may do' }

type PageProps = { params: Promise<{ space: string }> }

/** What each role may do: the same in every space. */
export default async function RolesPage({ params }: PageProps) {
  await requireSpace((await params).space)
  return (
    <>
      <AccessTable />
      <p className="mt-3 max-w-prose text-ink-muted">
        Besides, owners hand over and delete the space. In a closed or archived study nobody changes
        anything; who a participant is can still be erased there.
      </p>
    </>
  )
}
