/**
 * Where one is in a grid, as in a spreadsheet: the cell, and with Shift the range from an anchor to
 * it. Column 0 holds the controls of a row, the fields follow. Pure.
 */

export type CellPlace = { row: number; column: number }
export type GridCursor = CellPlace & {
  /** The other corner of a chosen range. */
  anchor?: CellPlace
}

export type GridSize = { rows: number; columns: number; page: number }

/** Keys as KeyboardEvent has them. */
export type GridKey = { key: string; shiftKey: boolean; ctrlKey: boolean; rtl: boolean }

/** Where a key leads; undefined for one that does not move. */
export function moved(cursor: GridCursor, key: GridKey, size: GridSize): GridCursor | undefined {
  const target = targetOf(cursor, key, size)
  if (!target) return undefined
  const place = {
    row: clamp(target.row, size.rows),
    column: clamp(target.column, size.columns),
  }
  if (!key.shiftKey) return place
  return { ...place, anchor: cursor.anchor ?? { row: cursor.row, column: cursor.column } }
}

function targetOf({ row, column }: CellPlace, key: GridKey, size: GridSize): CellPlace | undefined {
  const forward = key.rtl ? -1 : 1
  switch (key.key) {
    case 'ArrowDown':
      return { row: key.ctrlKey ? size.rows : row + 1, column }
    case 'ArrowUp':
      return { row: key.ctrlKey ? 0 : row - 1, column }
    case 'ArrowRight':
      return { row, column: column + forward }
    case 'ArrowLeft':
      return { row, column: column - forward }
    case 'PageDown':
      return { row: row + size.page, column }
    case 'PageUp':
      return { row: row - size.page, column }
    case 'Home':
      return { row: key.ctrlKey ? 0 : row, column: 0 }
    case 'End':
      return { row: key.ctrlKey ? size.rows : row, column: size.columns }
    default:
      return undefined
  }
}

const clamp = (value: number, count: number) => Math.max(0, Math.min(value, count - 1))

/** Whether a cell is in the chosen range, or is the cell itself. */
export function covers({ anchor, ...place }: GridCursor, { row, column }: CellPlace): boolean {
  const other = anchor ?? place
  const between = (value: number, a: number, b: number) =>
    value >= Math.min(a, b) && value <= Math.max(a, b)
  return between(row, place.row, other.row) && between(column, place.column, other.column)
}

/** The corners of the range: first and last row, first and last column. */
export function rangeOf({ anchor, ...place }: GridCursor) {
  const other = anchor ?? place
  return {
    rows: [Math.min(place.row, other.row), Math.max(place.row, other.row)] as const,
    columns: [Math.min(place.column, other.column), Math.max(place.column, other.column)] as const,
  }
}

/** Cells as text for the clipboard: what spreadsheets paste as cells. */
export const clipboardText = (cells: string[][]): string =>
  cells.map((row) => row.map(quoted).join('\t')).join('\n')

const quoted = (text: string) => (/[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
