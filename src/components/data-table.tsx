'use client'
import {
  type ColumnDef,
  getCoreRowModel,
  type RowData,
  type SortingState,
  useReactTable,
  type VisibilityState,
} from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { DataTableBody } from './data-table-body'
import { DataTableHead } from './data-table-head'
import { DataTableColumnsMenu, DataTableSortMenu } from './data-table-menus'
import { FailedState } from './failed-state'
import { TableSkeleton } from './skeleton'

declare module '@tanstack/react-table' {
  interface ColumnMeta<TData extends RowData, TValue> {
    /** The column's name where its header is not plain text. */
    label?: string
    /** Numbers and actions stand at the end. */
    align?: 'end'
    /** Keep its width to its content. */
    fit?: boolean
    /** On phones: in the corner of the card, for actions; or left out. */
    card?: 'corner' | 'hidden'
  }
}

export type Sort = { id: string; desc: boolean }

export type DataTableProps<Row> = {
  /** What the rows are: "Participants". Read out as the table's name. */
  label: string
  /**
   * TanStack columns. The first visible one names the row and carries its link. `enableSorting`
   * is off unless set, since only what has an index may be sorted by, and needs an `accessorKey`. `enableHiding: false` keeps a
   * column out of the choice of columns.
   */
  columns: ColumnDef<Row>[]
  /** The rows of this page, in the server's order; undefined while they load. */
  rows: Row[] | undefined
  rowId: (row: Row) => string
  /** Where a row leads. */
  rowHref?: (row: Row) => string
  sort?: Sort
  onSortChange?: (sort: Sort | undefined) => void
  /** Columns to hide, by id: `{ sex: false }`. */
  visibility?: VisibilityState
  onVisibilityChange?: (visibility: VisibilityState) => void
  /** What failed, if something did; shown instead of the rows when there are none. */
  error?: unknown
  onRetry?: () => void
  /** Other rows are on their way; these stay visible until then. */
  busy?: boolean
  /** Usually an `EmptyState` with the first step. */
  empty: ReactNode
  /** Search and filters. */
  toolbar?: ReactNode
  /** Usually a `KeysetPager`. */
  footer?: ReactNode
}

/**
 * A table whose sorting, filtering and paging the server does. Arrow keys move between rows,
 * Enter opens one; below 768 px each row becomes a card.
 */
export function DataTable<Row>({
  label,
  columns,
  rows,
  rowId,
  rowHref,
  sort,
  onSortChange,
  visibility = {},
  onVisibilityChange,
  error,
  onRetry,
  busy = false,
  empty,
  toolbar,
  footer,
}: DataTableProps<Row>) {
  const sorting: SortingState = sort ? [sort] : []
  const table = useReactTable({
    data: rows ?? [],
    columns,
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    manualSorting: true,
    manualFiltering: true,
    manualPagination: true,
    defaultColumn: { enableSorting: false },
    state: { sorting, columnVisibility: visibility },
    onSortingChange: (update) =>
      onSortChange?.((typeof update === 'function' ? update(sorting) : update)[0]),
    onColumnVisibilityChange: (update) =>
      onVisibilityChange?.(typeof update === 'function' ? update(visibility) : update),
  })
  const failed = rows === undefined && error !== undefined && error !== null

  return (
    <section
      aria-label={label}
      className="min-w-0 overflow-clip rounded-lg border bg-surface shadow-soft"
    >
      {(toolbar || onVisibilityChange) && (
        <div className="flex flex-wrap items-center gap-2 border-b p-2.5">
          {toolbar}
          <div className="ms-auto flex items-center gap-1">
            {onSortChange && <DataTableSortMenu table={table} />}
            {onVisibilityChange && <DataTableColumnsMenu table={table} />}
          </div>
        </div>
      )}
      {failed ? (
        <FailedState error={error} onRetry={onRetry} retrying={busy} />
      ) : rows === undefined ? (
        <TableSkeleton columns={Math.min(5, table.getVisibleLeafColumns().length)} />
      ) : rows.length === 0 ? (
        empty
      ) : (
        <div className="md:max-h-[max(26rem,calc(100dvh-15rem))] md:overflow-auto">
          <table
            aria-label={label}
            aria-busy={busy || undefined}
            className={cn(
              'w-full border-separate border-spacing-0 text-start transition-opacity max-md:block',
              busy && 'opacity-60',
            )}
          >
            <DataTableHead table={table} />
            <DataTableBody table={table} rowHref={rowHref} />
          </table>
        </div>
      )}
      {footer && <div className="border-t px-2.5 py-2">{footer}</div>}
    </section>
  )
}
