'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { File, FileImage, FileText, Folder } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '@/components/button'
import { Time } from '@/components/time'
import type { File as FileRow, Folder as FolderRow } from '@/generated/zenstack/client'
import { formatBytes } from '@/lib/format'
import { paths } from '@/lib/paths'
import { previewOf } from '../item'

type Actions<Row> = (row: Row) => ReactNode

function actionsColumn<Row>(actions: Actions<Row>): ColumnDef<Row> {
  return {
    id: 'actions',
    header: () => <span className="sr-only">Actions</span>,
    meta: { label: 'Actions', align: 'end', fit: true, card: 'corner' },
    cell: ({ row }) => actions(row.original),
  }
}

/** A time of a row, in the space's zone. */
export function timeColumn<Row extends { createdAt: Date; trashedAt: Date | null }>(
  field: 'createdAt' | 'trashedAt',
  header: string,
  zone: string,
): ColumnDef<Row> {
  return {
    id: field,
    header,
    meta: { align: 'end', fit: true },
    cell: ({ row }) => {
      const value = row.original[field]
      return value && <Time value={value} zone={zone} />
    },
  }
}

export function folderColumns(actions: Actions<FolderRow>): ColumnDef<FolderRow>[] {
  return [
    {
      id: 'name',
      header: 'Folder',
      cell: ({ row }) => (
        <span className="flex min-w-0 items-center gap-2.5">
          <Folder aria-hidden className="size-4 shrink-0 text-accent-ink" />
          <span dir="auto" className="min-w-0 break-words">
            {row.original.name}
          </span>
        </span>
      ),
    },
    actionsColumn(actions),
  ]
}

type FileColumns = {
  slug: string
  when: ColumnDef<FileRow>
  /** Shows a file that can be shown. */
  onPreview: (file: FileRow) => void
  actions: Actions<FileRow>
}

export function fileColumns({ slug, when, onPreview, actions }: FileColumns): ColumnDef<FileRow>[] {
  return [
    {
      id: 'name',
      header: 'File',
      cell: ({ row }) => <FileName slug={slug} file={row.original} onPreview={onPreview} />,
    },
    {
      id: 'bytes',
      header: 'Size',
      meta: { align: 'end', fit: true },
      cell: ({ row }) => (
        <span className="whitespace-nowrap tabular-nums">{formatBytes(row.original.bytes)}</span>
      ),
    },
    when,
    actionsColumn(actions),
  ]
}

type FileNameProps = Pick<FileColumns, 'slug' | 'onPreview'> & { file: FileRow }

/** Opens what can be shown, and downloads what cannot. */
function FileName({ slug, file, onPreview }: FileNameProps) {
  const preview = previewOf(file)
  const Icon = preview === 'image' ? FileImage : preview === 'pdf' ? FileText : File
  const name = (
    <span dir="auto" className="min-w-0 whitespace-normal break-words text-start">
      {file.name}
    </span>
  )
  const look = 'min-w-0 shrink rounded-sm py-0.5 font-medium text-ink no-underline hover:underline'
  return (
    <span className="flex min-w-0 items-center gap-2.5">
      <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
      {preview ? (
        <Button
          variant="link"
          data-row-link
          className={look}
          aria-label={`Preview ${file.name}`}
          onClick={() => onPreview(file)}
        >
          {name}
        </Button>
      ) : (
        <a
          href={paths.fileContent(slug, file.id, 'attachment')}
          download
          data-row-link
          aria-label={`Download ${file.name}`}
          className={look}
        >
          {name}
        </a>
      )}
    </span>
  )
}
