import type { Metadata } from 'next'
import { TrashList } from '@/features/files/components/trash-list'
import { trashedFilePage, trashedFolderPage } from '@/features/files/queries'
import { requireSpace } from '@/lib/auth/space-gate'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Trash' }

type PageProps = { params: Promise<{ space: string }> }

/** Deleted folders and files of a space. */
export default async function TrashPage({ params }: PageProps) {
  const { space, role, db } = await requireSpace((await params).space)
  return (
    <Prefetched
      db={db}
      queries={[
        ['Folder', 'findMany', trashedFolderPage()],
        ['File', 'findMany', trashedFilePage()],
      ]}
    >
      <TrashList space={space} role={role} />
    </Prefetched>
  )
}
