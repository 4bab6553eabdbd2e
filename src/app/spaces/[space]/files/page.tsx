import type { Metadata } from 'next'
import { FileBrowser } from '@/features/files/components/file-browser'
import { filePage, folderPage } from '@/features/files/queries'
import { requireSpace } from '@/lib/auth/space-gate'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Files' }

type PageProps = { params: Promise<{ space: string }> }

/** The files of a space that are in no folder, and its folders. */
export default async function FilesPage({ params }: PageProps) {
  const { space, role, db } = await requireSpace((await params).space)
  return (
    <Prefetched
      db={db}
      queries={[
        ['Folder', 'findMany', folderPage(null)],
        ['File', 'findMany', filePage(null)],
      ]}
    >
      <FileBrowser space={space} role={role} />
    </Prefetched>
  )
}
