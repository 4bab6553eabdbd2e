'use client'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import type { Role } from '@/lib/auth/access'
import type { SpaceScope } from '@/lib/auth/membership'
import { paths } from '@/lib/paths'
import { TRASH_DAYS } from '@/lib/storage/trash-days'
import type { Asked } from '../item'
import { useListing } from '../use-listing'
import { FileTable } from './file-table'
import { FolderTable } from './folder-table'
import { ItemDialogs } from './item-dialogs'

type TrashListProps = { space: Pick<SpaceScope, 'slug' | 'timeZone'>; role: Role }

/** What was deleted and can still come back. */
export function TrashList({ space, role }: TrashListProps) {
  const { slug, timeZone: zone } = space
  const [asked, setAsked] = useState<Asked>()
  const listing = useListing(undefined)
  const rows = { slug, role, zone, ask: setAsked, trashed: true }
  return (
    <>
      <PageHeader
        title="Trash"
        breadcrumb={[{ label: 'Files', href: paths.files(slug) }]}
        description={`What is here is deleted for good after ${TRASH_DAYS} days.`}
      />
      {listing.empty ? (
        <div className="rounded-lg border bg-surface shadow-soft">
          <EmptyState
            icon={<Trash2 />}
            title="The trash is empty"
            action={<LinkButton href={paths.files(slug)}>Back to the files</LinkButton>}
          >
            Folders and files that somebody deletes can be restored from here.
          </EmptyState>
        </div>
      ) : (
        <div className="grid gap-4">
          <FolderTable {...rows} listing={listing.folders} />
          <FileTable {...rows} listing={listing.files} />
        </div>
      )}
      <ItemDialogs asked={asked} onClose={() => setAsked(undefined)} />
    </>
  )
}
