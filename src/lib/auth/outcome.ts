import type { z } from 'zod'

/** A step that was refused: one sentence that a person can act on, and one per form field at fault. */
export type Refused = { ok: false; reason: string; fields?: Record<string, string> }

/** What a step answers whose refusal is to be expected. What nobody expects is thrown. */
export type Outcome<Result extends object = object> = ({ ok: true } & Result) | Refused

export function refused(reason: string, fields?: Record<string, string>): Refused {
  return { ok: false, reason, fields }
}

/** Refuses with the first message of each field. */
export function refusedInput(error: z.ZodError): Refused {
  const fields: Record<string, string> = {}
  for (const { path, message } of error.issues) fields[path.join('.')] ??= message
  return refused('Please check what you entered.', fields)
}

/** The same answer for a space that does not exist and for one of others. */
export const NO_SUCH_SPACE = 'There is no such space, or you are not a member of it.'

/**
 * The result of a step for callers that only go on when it worked, such as `ConfirmDialog`.
 * @throws an error whose sentence `errorInfo` reads.
 */
export function orThrow<Result extends object>(outcome: Outcome<Result>): { ok: true } & Result {
  if (outcome.ok) return outcome
  throw Object.assign(new Error(outcome.reason), { info: { message: outcome.reason } })
}
