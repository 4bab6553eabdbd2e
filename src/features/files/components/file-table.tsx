'use client'
import { File as FileIcon } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { KeysetPager } from '@/components/keyset-pager'
import type { File as FileRow } from '@/generated/zenstack/client'
import { formatCount } from '@/lib/format'
import { fileItem } from '../item'
import type { Listing } from '../use-listing'
import type { ItemTableProps } from './folder-table'
import { fileColumns, timeColumn } from './item-columns'
import { ItemMenu } from './item-menu'
import { PreviewDialog } from './preview-dialog'

type FileTableProps = ItemTableProps & { zone: string; listing: Listing['files'] }

/** Files, where there are any. */
export function FileTable({ listing, slug, role, ask, trashed, readOnly, zone }: FileTableProps) {
  const { query, page, beyond, toFirst } = listing
  const [shown, setShown] = useState<FileRow>()
  if (page?.rows.length === 0 && !beyond) return null
  const columns = fileColumns({
    slug,
    when: trashed
      ? timeColumn('trashedAt', 'Deleted', zone)
      : timeColumn('createdAt', 'Uploaded', zone),
    onPreview: setShown,
    actions: (file) =>
      readOnly ? null : (
        <ItemMenu item={fileItem(file)} slug={slug} role={role} ask={ask} trashed={trashed} />
      ),
  })
  return (
    <>
      <DataTable
        label="Files"
        columns={columns}
        rows={page?.rows}
        rowId={(file) => file.id}
        error={query.error}
        onRetry={() => void query.refetch()}
        busy={query.isPlaceholderData || (query.isError && query.isFetching)}
        empty={
          <EmptyState
            icon={<FileIcon />}
            title="Nothing on this page"
            action={<Button onClick={toFirst}>Go to the first page</Button>}
          />
        }
        footer={
          page?.pager && (
            <KeysetPager
              {...page.pager}
              summary={`${formatCount(page.rows.length, 'file', 'files')} on this page`}
            />
          )
        }
      />
      {shown && <PreviewDialog slug={slug} file={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}
