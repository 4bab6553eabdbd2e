// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot hold rows that are placed by hand
'use client'
import { Maximize2 } from 'lucide-react'
import Link from 'next/link'
import type { CSSProperties, MouseEvent } from 'react'
import { Checkbox } from '@/components/checkbox'
import { cn } from '@/components/cn'
import { paths } from '@/lib/paths'
import type { StudioField, StudioRow } from '@/lib/studio/models'
import { titleText } from '@/lib/studio/values'
import { type CellPlace, covers, type GridCursor } from '../grid-cursor'
import { CellEditor } from './cell-editor'
import type { Editing, GridViewProps } from './grid-view'
import { useStudioScope } from './studio-scope'
import { ValueView } from './value-view'

type GridRowProps = Pick<GridViewProps, 'model' | 'fields' | 'selection' | 'canEdit' | 'onSave'> & {
  row: StudioRow
  index: number
  gridId: string
  cursor: GridCursor
  editing?: Editing
  template: string
  style: CSSProperties
  onCursor: (cursor: GridCursor) => void
  onEnter: (place: CellPlace) => void
  onLeave: (next?: CellPlace) => void
}

/** One record. The header row is the first one for those who listen. */
export function GridRow(props: GridRowProps) {
  const { model, fields, selection, row, index, cursor, template, style } = props
  const chosen = selection?.ids.has(row.id) ?? false
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selection ? chosen : undefined}
      className={cn(
        'absolute inset-x-0 top-0 grid border-b bg-surface',
        chosen && 'bg-accent-soft',
        props.editing && 'z-10',
      )}
      style={{ ...style, gridTemplateColumns: template }}
    >
      <ControlCell {...props} chosen={chosen} title={model.label} />
      {fields.map((field, at) => (
        <GridCell
          key={field.name}
          {...props}
          field={field}
          place={{ row: index, column: at + 1 }}
          isCurrent={cursor.row === index && cursor.column === at + 1}
        />
      ))}
    </div>
  )
}

function ControlCell({
  model,
  row,
  index,
  gridId,
  cursor,
  selection,
  chosen,
}: GridRowProps & { chosen: boolean; title: string }) {
  const { slug, zone } = useStudioScope()
  const isCurrent = cursor.row === index && cursor.column === 0
  const name = titleText(model, row, zone)
  return (
    <div
      id={`${gridId}-${index}-0`}
      role="gridcell"
      aria-colindex={1}
      tabIndex={-1}
      className={cn(
        'sticky start-0 z-10 flex items-center gap-1 px-2',
        chosen ? 'bg-accent-soft' : 'bg-surface',
        isCurrent && CURRENT,
      )}
    >
      {selection && (
        <Checkbox
          tabIndex={-1}
          aria-label={`Choose ${name}`}
          checked={chosen}
          onCheckedChange={() => selection.toggle(row.id)}
        />
      )}
      <Link
        tabIndex={-1}
        href={paths.record(slug, model.address, row.id)}
        aria-label={`Open ${name}`}
        className="grid size-7 place-items-center rounded-sm text-ink-muted hover:bg-hover hover:text-ink"
      >
        <Maximize2 aria-hidden className="size-3.5" />
      </Link>
    </div>
  )
}

const CURRENT =
  'group-focus/grid:outline-2 group-focus/grid:outline-focus group-focus/grid:-outline-offset-2'

type GridCellProps = GridRowProps & { field: StudioField; place: CellPlace; isCurrent: boolean }

function GridCell(props: GridCellProps) {
  const { field, row, place, gridId, cursor, editing, isCurrent, canEdit } = props
  const isEdited = editing?.column === place.column
  const inRange = cursor.anchor !== undefined && covers(cursor, place)
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid takes the keys
    <div
      id={`${gridId}-${place.row}-${place.column}`}
      role="gridcell"
      aria-colindex={place.column + 1}
      aria-readonly={!canEdit(field) || undefined}
      aria-selected={inRange || undefined}
      tabIndex={-1}
      className={cn(
        'flex min-w-0 items-center border-s px-2.5',
        (field.kind === 'integer' || field.kind === 'number') && 'justify-end tabular-nums',
        inRange && 'bg-accent-soft',
        isCurrent && CURRENT,
        isEdited && 'relative z-10 p-0',
      )}
      onClick={(event: MouseEvent) => {
        if (isEdited) return
        props.onCursor({ ...place, anchor: event.shiftKey ? (cursor.anchor ?? cursor) : undefined })
      }}
      onDoubleClick={() => !isEdited && props.onEnter(place)}
    >
      {isEdited ? (
        <CellEditor
          field={field}
          row={row}
          typed={editing.typed}
          onSave={(values) => props.onSave(row, field, values)}
          onLeave={(step) => props.onLeave(step && after(place, step))}
        />
      ) : (
        <span className="min-w-0 truncate">
          <ValueView field={field} row={row} />
        </span>
      )}
    </div>
  )
}

const after = ({ row, column }: CellPlace, step: 'down' | 'next' | 'back'): CellPlace =>
  step === 'down' ? { row: row + 1, column } : { row, column: column + (step === 'next' ? 1 : -1) }
