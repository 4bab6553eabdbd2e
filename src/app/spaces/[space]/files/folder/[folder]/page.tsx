import type { Metadata } from 'next'
import { FileBrowser } from '@/features/files/components/file-browser'
import { requireFolder } from '@/features/files/loaders'
import { filePage, folderPage } from '@/features/files/queries'
import { Prefetched } from '@/lib/query/prefetched'

type PageProps = { params: Promise<{ space: string; folder: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const { space, folder: id } = await params
  return { title: (await requireFolder(space, id)).folder.name }
}

/** A folder and what is in it. */
export default async function FolderPage({ params }: PageProps) {
  const { space: slug, folder: id } = await params
  const { space, role, db, folder, crumbs, inTrash } = await requireFolder(slug, id)
  return (
    <Prefetched
      db={db}
      queries={[
        ['Folder', 'findMany', folderPage(folder.id)],
        ['File', 'findMany', filePage(folder.id)],
      ]}
    >
      <FileBrowser
        // Pages and dialogs are those of one folder.
        key={folder.id}
        space={space}
        role={role}
        folder={folder}
        crumbs={crumbs}
        inTrash={inTrash}
      />
    </Prefetched>
  )
}
