// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and its cells in turn
// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by hand
'use client'
import { ArrowDown, ArrowUp, MoreVertical } from 'lucide-react'
import { cn } from '@/components/cn'
import { Menu, MenuItem, MenuSeparator } from '@/components/dropdown-menu'
import type { StudioField } from '@/lib/studio/models'
import { isSortable } from '@/lib/studio/sort'
import { type GridState, NARROWEST, WIDEST } from '../list-state'
import { widthOf } from './grid-columns'

type GridHeadProps = {
  fields: StudioField[]
  state: GridState
  onChange: (part: Partial<GridState>, how?: 'push' | 'replace') => void
  /** Of the first column, with the controls of rows. */
  controls: React.ReactNode
  template: string
}

const ariaSort = { true: 'descending', false: 'ascending' } as const
const STEP = 40

/** The names of the columns; each has a menu to sort by it, to hide it and to change its width. */
export function GridHead({ fields, state, onChange, controls, template }: GridHeadProps) {
  return (
    <div role="rowgroup" className="sticky top-0 z-20 w-max min-w-full">
      <div
        role="row"
        aria-rowindex={1}
        className="grid border-b bg-surface"
        style={{ gridTemplateColumns: template }}
      >
        <div
          role="columnheader"
          aria-colindex={1}
          className="sticky start-0 z-10 flex h-9 items-center bg-surface px-2"
        >
          <span className="sr-only">Row</span>
          {controls}
        </div>
        {fields.map((field, index) => (
          <HeadCell
            key={field.name}
            field={field}
            index={index}
            state={state}
            onChange={onChange}
          />
        ))}
      </div>
    </div>
  )
}

type HeadCellProps = Pick<GridHeadProps, 'state' | 'onChange'> & {
  field: StudioField
  index: number
}

function HeadCell({ field, index, state, onChange }: HeadCellProps) {
  const sorted = state.sort.field === field.name
  const Arrow = state.sort.desc ? ArrowDown : ArrowUp
  return (
    <div
      role="columnheader"
      aria-colindex={index + 2}
      aria-sort={sorted ? ariaSort[`${state.sort.desc}`] : undefined}
      className="group/head relative flex h-9 items-center border-s"
    >
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            className={cn(
              'flex h-full min-w-0 flex-1 items-center gap-1 px-2.5 text-start font-medium text-ink-muted text-xs hover:bg-hover hover:text-ink',
              sorted && 'text-ink',
            )}
          >
            <span className="truncate">{field.label}</span>
            {sorted && <Arrow aria-hidden className="size-3.5 shrink-0" />}
            <MoreVertical
              aria-hidden
              className="ms-auto size-3.5 shrink-0 text-ink-faint opacity-0 group-hover/head:opacity-100 max-md:opacity-100"
            />
          </button>
        }
      >
        <HeadMenu field={field} state={state} onChange={onChange} />
      </Menu>
      <Resizer field={field} state={state} onChange={onChange} />
    </div>
  )
}

function HeadMenu({ field, state, onChange }: Omit<HeadCellProps, 'index'>) {
  const resize = (by: number) => onChange({ widths: resized(field, state, by) }, 'replace')
  return (
    <>
      {isSortable(field) && (
        <>
          <MenuItem onSelect={() => onChange({ sort: { field: field.name, desc: false } })}>
            <ArrowUp aria-hidden />
            Sort ascending
          </MenuItem>
          <MenuItem onSelect={() => onChange({ sort: { field: field.name, desc: true } })}>
            <ArrowDown aria-hidden />
            Sort descending
          </MenuItem>
          <MenuSeparator />
        </>
      )}
      <MenuItem onSelect={() => resize(STEP)}>Make wider</MenuItem>
      <MenuItem onSelect={() => resize(-STEP)}>Make narrower</MenuItem>
      <MenuItem
        onSelect={() =>
          onChange({ columns: state.columns.filter((name) => name !== field.name) }, 'replace')
        }
      >
        Hide this column
      </MenuItem>
    </>
  )
}

/** The edge of a column, to drag; the menu of the column does the same without a pointer. */
function Resizer({ field, state, onChange }: Omit<HeadCellProps, 'index'>) {
  return (
    <div
      aria-hidden
      className="absolute inset-y-0 end-0 z-10 w-1.5 cursor-col-resize touch-none hover:bg-accent/40"
      onPointerDown={(event) => {
        const { currentTarget: edge, clientX: start, pointerId } = event
        const forward = getComputedStyle(edge).direction === 'rtl' ? -1 : 1
        edge.setPointerCapture(pointerId)
        edge.onpointerup = (up) => {
          edge.onpointerup = null
          const by = Math.round((up.clientX - start) * forward)
          if (by !== 0) onChange({ widths: resized(field, state, by) }, 'replace')
        }
      }}
    />
  )
}

function resized(field: StudioField, { widths }: GridState, by: number) {
  const width = Math.min(WIDEST, Math.max(NARROWEST, widthOf(field, widths) + by))
  return { ...widths, [field.name]: width }
}
