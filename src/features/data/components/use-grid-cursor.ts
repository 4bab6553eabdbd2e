'use client'
import { type KeyboardEvent, useState } from 'react'
import { type CellPlace, type GridCursor, type GridSize, moved } from '../grid-cursor'

type GridActions = {
  size: GridSize
  /** Brings a row into view. */
  onReach: (row: number) => void
  /** Enter on a cell, or a letter typed on it. */
  onEnter: (place: CellPlace, typed?: string) => void
  /** Ctrl and Enter. */
  onOpen: (row: number) => void
  /** The space bar. */
  onSelect: (row: number) => void
}

/** The cell on which one stands in a grid, and how keys move and use it. */
export function useGridCursor({ size, onReach, onEnter, onOpen, onSelect }: GridActions) {
  const [cursor, setCursor] = useState<GridCursor>({ row: 0, column: 1 })

  function to(next: GridCursor) {
    setCursor(next)
    onReach(next.row)
  }

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    // Keys of an editor, a button or a box inside the grid are theirs.
    if (event.target !== event.currentTarget || event.altKey) return
    const rtl = getComputedStyle(event.currentTarget).direction === 'rtl'
    const ctrlKey = event.ctrlKey || event.metaKey
    const next = moved(cursor, { key: event.key, shiftKey: event.shiftKey, ctrlKey, rtl }, size)
    if (next) to(next)
    else if (event.key === 'Enter' && ctrlKey) onOpen(cursor.row)
    else if (event.key === 'Enter' || event.key === 'F2') onEnter(cursor)
    else if (event.key === ' ') onSelect(cursor.row)
    else if (event.key === 'Escape') setCursor({ row: cursor.row, column: cursor.column })
    else if (event.key.length === 1 && !ctrlKey) onEnter(cursor, event.key)
    else return
    event.preventDefault()
  }

  return { cursor, to, onKeyDown }
}
