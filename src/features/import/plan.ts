import { z } from 'zod'
import { delimiters } from './csv'
import { encodings } from './decode'
import { MAX_COLUMNS } from './limits'

/** How a file is read, and what happens to its rows; what the columns mean, each import says itself. */
export const planParts = {
  encoding: z.enum(encodings),
  delimiter: z.enum(delimiters),
  /** What happens to rows that are known already. */
  known: z.enum(['skip', 'update', 'stop']),
  /** Whether one row that cannot be imported stops the whole import. */
  refused: z.enum(['stop', 'leave-out']),
}

/** All columns of the file, in its order, each with where it goes. */
export const planColumns = <Target extends z.ZodType>(target: Target) =>
  z
    .array(z.object({ header: z.string().max(1_000), target }))
    .min(1)
    .max(MAX_COLUMNS)

/** What a person chooses besides the columns. */
export type ImportChoices = {
  known: 'skip' | 'update' | 'stop'
  refused: 'stop' | 'leave-out'
}

/** The values that occur more than once. */
export function twice<Value>(values: Value[]): Value[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))]
}
