/** Why a row cannot be imported. */
export type Finding = {
  line: number
  /** Header of the column; empty where the row as a whole is at fault. */
  column: string
  /** What stands there, shortened. */
  value: string
  /** A sentence for the person who made the file. */
  reason: string
}

const SHOWN = 60

export function finding(line: number, column: string, value: string, reason: string): Finding {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value
  return { line, column, value: shown, reason }
}
