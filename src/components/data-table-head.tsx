'use client'
import { flexRender, type Header, type Table } from '@tanstack/react-table'
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import { cn } from './cn'

const ariaSort = { asc: 'ascending', desc: 'descending' } as const

/** Column headers; a sortable one is a button, and says by `aria-sort` how it stands. */
export function DataTableHead<Row>({ table }: { table: Table<Row> }) {
  return (
    <thead className="max-md:hidden">
      {table.getHeaderGroups().map((group) => (
        <tr key={group.id}>
          {group.headers.map((header) => {
            const { meta } = header.column.columnDef
            const sorted = header.column.getIsSorted()
            return (
              <th
                key={header.id}
                scope="col"
                aria-sort={sorted ? ariaSort[sorted] : undefined}
                className={cn(
                  'sticky top-0 z-20 h-9 whitespace-nowrap border-b bg-surface px-3 text-start font-medium text-ink-muted text-xs first:ps-4 last:pe-4',
                  meta?.align === 'end' && 'pe-6 text-end',
                  meta?.fit && 'w-px',
                )}
              >
                {header.column.getCanSort() ? (
                  <SortButton header={header} />
                ) : (
                  flexRender(header.column.columnDef.header, header.getContext())
                )}
              </th>
            )
          })}
        </tr>
      ))}
    </thead>
  )
}

function SortButton<Row>({ header }: { header: Header<Row, unknown> }) {
  const sorted = header.column.getIsSorted()
  const Icon = sorted === 'asc' ? ArrowUp : sorted === 'desc' ? ArrowDown : ChevronsUpDown
  return (
    <button
      type="button"
      onClick={header.column.getToggleSortingHandler()}
      className={cn(
        '-mx-1.5 inline-flex h-7 items-center gap-1 rounded-sm px-1.5 font-medium hover:bg-hover hover:text-ink',
        sorted && 'text-ink',
      )}
    >
      {flexRender(header.column.columnDef.header, header.getContext())}
      <Icon aria-hidden className={cn('size-3.5', !sorted && 'text-ink-faint')} />
    </button>
  )
}
