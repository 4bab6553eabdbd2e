import type { Identity } from './auth/identity'

/** What the log says of a request beside its method and outcome. */
export type RequestNote = {
  /** A pattern such as `/api/files/:file`, never a value. */
  route?: string
  /** Ids of the user who calls and of the space. */
  actor?: string
  space?: string
}

const notes = new WeakMap<Request, RequestNote>()

/** Notes what became known of a request on its way through the handlers. */
export function note(request: Request, known: RequestNote): void {
  notes.set(request, { ...notes.get(request), ...known })
}

export const noteIdentity = (request: Request, { userId, spaceId }: Identity): void =>
  note(request, { actor: userId, space: spaceId })

export const noteOf = (request: Request): RequestNote => notes.get(request) ?? {}
