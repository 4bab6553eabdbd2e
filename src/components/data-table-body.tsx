'use client'
import type { Cell, Table } from '@tanstack/react-table'
import Link from 'next/link'
import type { KeyboardEvent } from 'react'
import { cn } from './cn'
import { columnLabel } from './data-table-menus'

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/** Moves the focus from row link to row link; keys pressed inside other controls are left alone. */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>) {
  const step = steps[event.key]
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row-link]')]
  const index = links.indexOf(event.target as HTMLElement)
  if (!step || index === -1) return
  event.preventDefault()
  links[step(index, links.length - 1)]?.focus()
}

type BodyProps<Row> = { table: Table<Row>; rowHref?: (row: Row) => string }

/** The rows. The first cell's link covers its row, so that a click anywhere follows it. */
export function DataTableBody<Row>({ table, rowHref }: BodyProps<Row>) {
  return (
    <tbody onKeyDown={moveBetweenRows} className="max-md:block">
      {table.getRowModel().rows.map((row) => (
        <tr
          key={row.id}
          className={cn(
            'group/row relative',
            'max-md:grid max-md:grid-cols-2 max-md:gap-x-4 max-md:gap-y-2 max-md:border-b max-md:px-4 max-md:py-3 max-md:last:border-b-0',
            rowHref && 'hover:bg-hover/60',
          )}
        >
          {row.getVisibleCells().map((cell, index) => (
            <BodyCell
              key={cell.id}
              cell={cell}
              href={index === 0 ? rowHref?.(row.original) : undefined}
              first={index === 0}
            />
          ))}
        </tr>
      ))}
    </tbody>
  )
}

type CellProps<Row> = { cell: Cell<Row, unknown>; href?: string; first: boolean }

function BodyCell<Row>({ cell, href, first }: CellProps<Row>) {
  const { meta, cell: render } = cell.column.columnDef
  // Called, not rendered as a component: with columns that are made anew it would be another one, and
  // a menu that stands open in it would close.
  const content = typeof render === 'function' ? render(cell.getContext()) : render
  return (
    <td
      className={cn(
        'h-11 border-b px-3 py-1.5 align-middle first:ps-4 last:pe-4 group-last/row:border-b-0',
        // Controls of a cell stay above the row's link.
        '[&_button]:relative [&_button]:z-10',
        'max-md:h-auto max-md:min-w-0 max-md:border-0 max-md:p-0!',
        first && 'font-medium max-md:col-span-full max-md:pe-12!',
        meta?.align === 'end' && 'text-end max-md:text-start md:pe-6',
        meta?.card === 'corner' && 'max-md:absolute max-md:end-2 max-md:top-1.5',
        meta?.card === 'hidden' && 'max-md:hidden',
      )}
    >
      {!first && meta?.card !== 'corner' && (
        <div aria-hidden className="mb-0.5 text-ink-muted text-xs md:hidden">
          {columnLabel(cell.column)}
        </div>
      )}
      {href ? (
        <Link
          href={href}
          data-row-link
          className="inline-block min-h-6 leading-6 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:rounded-sm focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2"
        >
          {content}
        </Link>
      ) : (
        content
      )}
    </td>
  )
}
