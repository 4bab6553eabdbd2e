import type { AnswerLine } from '@/lib/post-for-lines'
import type { Finding } from './finding'

/**
 * What browser and server say to each other. The request body is the plan as one line of JSON, then
 * the file as it is, so that neither side ever holds the file as a whole. The answer is one JSON
 * object per line: progress, and at last a report or an error.
 */

/** `check` reads and compares only; `import` does the same again and then writes. */
export type ImportMode = 'check' | 'import'

export type ImportProgress = { phase: 'comparing' | 'writing'; done: number; total: number }

/** What an import has done, or, after a check, what it would do. All but `findings` count rows. */
export type ImportReport = {
  rows: number
  created: number
  /** Known records that changed. */
  updated: number
  /** Known records that stay as they are. */
  skipped: number
  refused: number
  /** In the order of the lines, cut at MAX_FINDINGS. */
  findings: Finding[]
}

export type ImportLine<Report extends ImportReport> = AnswerLine<ImportProgress, Report>
