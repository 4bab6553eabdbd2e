// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by hand
'use client'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ClipboardEvent, useEffect, useId, useRef, useState } from 'react'
import { Checkbox } from '@/components/checkbox'
import type { StudioField, StudioModel, StudioRow } from '@/lib/studio/models'
import { type CellPlace, clipboardText, rangeOf } from '../grid-cursor'
import type { GridState } from '../list-state'
import { templateOf } from './grid-columns'
import { GridHead } from './grid-head'
import { GridRow } from './grid-row'
import { useStudioScope } from './studio-scope'
import { useGridCursor } from './use-grid-cursor'
import { valueText } from './value-view'

const ROW_HEIGHT = 40
/** Rows ahead of the last visible one at which the next part is asked for. */
const AHEAD = 30

export type Selection = {
  ids: ReadonlySet<string>
  toggle: (id: string) => void
  /** All that are loaded, or none. */
  toggleAll: () => void
}

export type GridViewProps = {
  model: StudioModel
  fields: StudioField[]
  rows: StudioRow[]
  state: GridState
  onChange: (part: Partial<GridState>, how?: 'push' | 'replace') => void
  /** Undefined where nothing can be done with several records at once. */
  selection?: Selection
  canEdit: (field: StudioField) => boolean
  onOpen: (row: StudioRow) => void
  onSave: (row: StudioRow, field: StudioField, values: Record<string, unknown>) => Promise<void>
  onEnd: () => void
  busy: boolean
}

export type Editing = CellPlace & { typed?: string }

/**
 * Records as a spreadsheet: one cell has the focus, arrows move it, Enter edits, Ctrl and C copies.
 * Only the rows in view are in the page. The focus stays on the grid itself (aria-activedescendant),
 * because a row that is scrolled away would take it along.
 */
export function GridView(props: GridViewProps) {
  const { model, fields, rows, state, onChange, selection, canEdit, onOpen, onEnd, busy } = props
  const { zone } = useStudioScope()
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const [editing, setEditing] = useState<Editing>()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
    scrollPaddingStart: ROW_HEIGHT,
  })
  const { cursor, to, onKeyDown } = useGridCursor({
    size: { rows: rows.length, columns: fields.length + 1, page: 15 },
    onReach: (row) => virtual.scrollToIndex(row),
    onEnter: enter,
    onOpen: (row) => open(row),
    onSelect: (row) => rows[row] && selection?.toggle(rows[row].id),
  })
  const visible = virtual.getVirtualItems()
  const last = visible.at(-1)?.index ?? 0
  const isNearEnd = last >= rows.length - AHEAD
  useEffect(() => {
    if (isNearEnd) onEnd()
  }, [isNearEnd, onEnd])

  function open(row: number) {
    if (rows[row]) onOpen(rows[row])
  }

  function enter(place: CellPlace, typed?: string) {
    const field = fields[place.column - 1]
    if (field && canEdit(field)) setEditing({ ...place, typed })
    else if (typed === undefined) open(place.row)
  }

  /** Ends editing, and goes on where the key that ended it leads. */
  function leave(next?: CellPlace) {
    setEditing(undefined)
    if (next) to(next)
    // Otherwise what is copied next would be what was chosen in the editor.
    window.getSelection()?.removeAllRanges()
    frame.current?.focus()
  }

  function copy(event: ClipboardEvent) {
    // Of an editor inside the grid the browser copies what is chosen there.
    if (editing) return
    const range = rangeOf(cursor)
    const columns = fields.slice(Math.max(0, range.columns[0] - 1), range.columns[1])
    const cells = rows
      .slice(range.rows[0], range.rows[1] + 1)
      .map((row) => columns.map((field) => valueText(field, row, zone)))
    event.clipboardData.setData('text/plain', clipboardText(cells))
    event.preventDefault()
  }

  const template = templateOf(fields, state.widths)
  const all = selection && rows.length > 0 && rows.every((row) => selection.ids.has(row.id))
  const some = selection && selection.ids.size > 0
  return (
    <div
      ref={frame}
      role="grid"
      tabIndex={0}
      aria-label={model.plural}
      aria-rowcount={-1}
      aria-colcount={fields.length + 1}
      aria-multiselectable={selection ? true : undefined}
      aria-busy={busy || undefined}
      aria-activedescendant={rows.length > 0 ? cellId(id, cursor) : undefined}
      onKeyDown={onKeyDown}
      onCopy={copy}
      className="group/grid max-h-[max(24rem,calc(100dvh-17rem))] overflow-auto overscroll-contain outline-none focus-visible:ring-2 focus-visible:ring-focus focus-visible:ring-inset"
    >
      <GridHead
        fields={fields}
        state={state}
        onChange={onChange}
        template={template}
        controls={
          selection && (
            <Checkbox
              aria-label="Choose all that are shown"
              checked={all ? true : some ? 'indeterminate' : false}
              onCheckedChange={selection.toggleAll}
            />
          )
        }
      />
      <div
        role="rowgroup"
        className="relative w-max min-w-full"
        style={{ height: virtual.getTotalSize() }}
      >
        {visible.map(({ index, start, size }) => {
          const row = rows[index]
          return (
            row && (
              <GridRow
                key={row.id}
                {...props}
                row={row}
                index={index}
                gridId={id}
                cursor={cursor}
                editing={editing?.row === index ? editing : undefined}
                template={template}
                style={{ transform: `translateY(${start}px)`, height: size }}
                onCursor={(next) => {
                  to(next)
                  frame.current?.focus({ preventScroll: true })
                }}
                onEnter={enter}
                onLeave={leave}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

export const cellId = (grid: string, { row, column }: CellPlace) => `${grid}-${row}-${column}`
