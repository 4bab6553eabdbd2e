/** What kind of rejection it is; each has one HTTP status (problem.ts). */
export type RejectionCode =
  | 'bad_request'
  | 'signed_out'
  | 'forbidden'
  | 'not_found'
  /** The space itself: it does not exist, or one is no member of it any more. */
  | 'no_space'
  | 'conflict'
  | 'too_large'
  | 'invalid'
  | 'rate_limited'

/**
 * An expected refusal that must end a call from deep inside it. `message` is one sentence for the
 * person who asked: what is wrong and what to do; it names nothing of another space.
 */
export class Rejection extends Error {
  constructor(
    readonly code: RejectionCode,
    message: string,
    readonly fields?: Record<string, string>,
  ) {
    super(message)
    this.name = 'Rejection'
  }
}

/** What somebody without the right hears, whatever else would have been wrong. */
export const NO_RIGHT =
  'Your role in this space does not allow this. An owner or admin of the space can help.'
