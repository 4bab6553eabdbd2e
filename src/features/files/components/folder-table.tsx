'use client'
import { Folder } from 'lucide-react'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { KeysetPager } from '@/components/keyset-pager'
import type { Role } from '@/lib/auth/access'
import { formatCount } from '@/lib/format'
import { paths } from '@/lib/paths'
import { type Asked, folderItem } from '../item'
import type { Listing } from '../use-listing'
import { folderColumns, timeColumn } from './item-columns'
import { ItemMenu } from './item-menu'

export type ItemTableProps = {
  slug: string
  role: Role
  ask: (asked: Asked) => void
  /** The rows are in the trash. */
  trashed: boolean
  /** Nothing can be done with them, because a folder around them is in the trash. */
  readOnly?: boolean
  /** IANA zone in which times are shown. */
  zone?: string
}

type FolderTableProps = ItemTableProps & { listing: Listing['folders'] }

/** Folders, where there are any. */
export function FolderTable({
  listing,
  slug,
  role,
  ask,
  trashed,
  readOnly,
  zone,
}: FolderTableProps) {
  const { query, page, beyond, toFirst } = listing
  if (page?.rows.length === 0 && !beyond) return null
  const columns = folderColumns((folder) =>
    readOnly ? null : (
      <ItemMenu item={folderItem(folder)} slug={slug} role={role} ask={ask} trashed={trashed} />
    ),
  )
  if (trashed && zone) columns.splice(1, 0, timeColumn('trashedAt', 'Deleted', zone))
  return (
    <DataTable
      label="Folders"
      columns={columns}
      rows={page?.rows}
      rowId={(folder) => folder.id}
      rowHref={(folder) => paths.folder(slug, folder.id)}
      error={query.error}
      onRetry={() => void query.refetch()}
      busy={query.isPlaceholderData || (query.isError && query.isFetching)}
      empty={
        <EmptyState
          icon={<Folder />}
          title="Nothing on this page"
          action={<Button onClick={toFirst}>Go to the first page</Button>}
        />
      }
      footer={
        page?.pager && (
          <KeysetPager
            {...page.pager}
            summary={`${formatCount(page.rows.length, 'folder', 'folders')} on this page`}
          />
        )
      }
    />
  )
}
