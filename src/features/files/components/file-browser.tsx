'use client'
import { FolderOpen, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Crumb } from '@/components/breadcrumb'
import { Callout } from '@/components/callout'
import { EmptyState } from '@/components/empty-state'
import { FilesButton, FilesDrop } from '@/components/files-drop'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { canRole, type Role } from '@/lib/auth/access'
import type { SpaceScope } from '@/lib/auth/membership'
import { paths } from '@/lib/paths'
import { kinds } from '@/lib/storage/kinds'
import type { Asked } from '../item'
import { useListing } from '../use-listing'
import { FileTable } from './file-table'
import { FolderTable } from './folder-table'
import { ItemDialogs } from './item-dialogs'
import { NewFolder } from './new-folder'
import { UploadList } from './upload-list'
import { useUploadsHere } from './uploads'

const ACCEPT = kinds.flatMap(({ extensions }) => extensions.map((one) => `.${one}`)).join(',')

type FileBrowserProps = {
  space: Pick<SpaceScope, 'slug' | 'timeZone'>
  role: Role
  /** Absent at the top. */
  folder?: { id: string; name: string }
  crumbs?: Crumb[]
  /** It, or a folder around it, is in the trash. */
  inTrash?: boolean
}

/** What is in a folder, and what may be done with it. */
export function FileBrowser({ space, role, folder, crumbs, inTrash }: FileBrowserProps) {
  const { slug } = space
  const at = folder?.id ?? null
  const { add } = useUploadsHere()
  const [asked, setAsked] = useState<Asked>()
  const listing = useListing(at)
  const mayUpload = canRole(role, 'File', 'update') && !inTrash
  const upload = (files: File[]) => add(files, at)
  const uploading = (
    <FilesButton onFiles={upload} accept={ACCEPT} variant="primary">
      Upload files
    </FilesButton>
  )
  const rows = { slug, role, ask: setAsked, trashed: false, readOnly: inTrash }

  return (
    <>
      <PageHeader
        title={folder?.name ?? 'Files'}
        breadcrumb={crumbs}
        description={
          folder
            ? undefined
            : 'Documents of this space, for its members only. Downloads are recorded.'
        }
        actions={
          <>
            <LinkButton href={paths.trash(slug)} variant="ghost">
              <Trash2 aria-hidden />
              Trash
            </LinkButton>
            {mayUpload && <NewFolder parentId={at} />}
            {mayUpload && uploading}
          </>
        }
      />
      {inTrash && (
        <Callout
          tone="warning"
          title="This folder is in the trash"
          className="mb-4"
          actions={<LinkButton href={paths.trash(slug)}>Go to the trash</LinkButton>}
        >
          Nothing can be added to it. Restore it first.
        </Callout>
      )}
      <UploadList />
      <FilesDrop onFiles={upload} disabled={!mayUpload}>
        {listing.empty ? (
          <div className="rounded-lg border bg-surface shadow-soft">
            <EmptyState
              icon={<FolderOpen />}
              title={folder ? 'This folder is empty' : 'No files yet'}
              action={mayUpload && uploading}
            >
              {mayUpload
                ? 'Upload protocols, information sheets or pictures: choose them, or drop them here.'
                : 'What coordinators upload will be listed here.'}
            </EmptyState>
          </div>
        ) : (
          <div className="grid gap-4">
            <FolderTable {...rows} listing={listing.folders} />
            <FileTable {...rows} listing={listing.files} zone={space.timeZone} />
          </div>
        )}
      </FilesDrop>
      <ItemDialogs asked={asked} onClose={() => setAsked(undefined)} />
    </>
  )
}
