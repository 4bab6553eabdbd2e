'use client'
import type { Column, Table } from '@tanstack/react-table'
import { ArrowUpDown, Columns3 } from 'lucide-react'
import { Button } from './button'
import { Menu, MenuCheckItem, MenuHeading, MenuRadioGroup } from './dropdown-menu'

/** The name of a column in menus and on cards. */
export function columnLabel<Row>(column: Column<Row, unknown>): string {
  const { header, meta } = column.columnDef
  return meta?.label ?? (typeof header === 'string' ? header : column.id)
}

/** Chooses which columns are shown. */
export function DataTableColumnsMenu<Row>({ table }: { table: Table<Row> }) {
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm">
          <Columns3 aria-hidden />
          Columns
        </Button>
      }
    >
      <MenuHeading>Show columns</MenuHeading>
      {table
        .getAllLeafColumns()
        .filter((column) => column.getCanHide())
        .map((column) => (
          <MenuCheckItem
            key={column.id}
            checked={column.getIsVisible()}
            onCheckedChange={(checked) => column.toggleVisibility(checked)}
          >
            {columnLabel(column)}
          </MenuCheckItem>
        ))}
    </Menu>
  )
}

/** Sorting on phones, where the column headers are not shown. */
export function DataTableSortMenu<Row>({ table }: { table: Table<Row> }) {
  const current = table.getState().sorting[0]
  const options = table
    .getAllLeafColumns()
    .filter((column) => column.getCanSort())
    .flatMap((column) => [
      { value: `${column.id} asc`, label: `${columnLabel(column)}, ascending` },
      { value: `${column.id} desc`, label: `${columnLabel(column)}, descending` },
    ])
  return (
    <div className="md:hidden">
      <Menu
        trigger={
          <Button variant="ghost" size="sm">
            <ArrowUpDown aria-hidden />
            Sort
          </Button>
        }
      >
        <MenuRadioGroup
          value={current ? `${current.id} ${current.desc ? 'desc' : 'asc'}` : ''}
          options={options}
          onChange={(value) => {
            const space = value.lastIndexOf(' ')
            table.setSorting([{ id: value.slice(0, space), desc: value.endsWith(' desc') }])
          }}
        />
      </Menu>
    </div>
  )
}
