import type { AnswerLine } from '@/lib/post-for-lines'

/** What browser and server say to each other of a change to many records. */

export const BULK_ADDRESS = '/api/data/bulk'
/** Ids that one request may name; more are said by what the grid shows. */
export const MAX_IDS = 5_000

export type BulkAction =
  | { kind: 'delete' }
  /** `text` is what the field is given, as an input has it. */
  | { kind: 'change'; field: string; text: string }

export type BulkRequest = {
  action: BulkAction
  /** The records; without them all that the grid shows. */
  ids?: string[]
  /** How many records the person was told. */
  expected: number
}

export type BulkProgress = { done: number; total: number }
export type BulkReport = { changed: number }
export type BulkLine = AnswerLine<BulkProgress, BulkReport>
