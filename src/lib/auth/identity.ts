/**
 * For whom a call is made and in which space: what `auth()` means in schema.zmodel. Made only from a
 * live session and a live membership (current-user.ts, space-gate.ts), never from what a client sends.
 */
export type Identity = {
  readonly userId: string
  /** Absent outside a space: then only one's own user, memberships and spaces can be read. */
  readonly spaceId?: string
}

/** Why and by which request something is written: for the audit trail. */
export type Trace = { readonly reason?: string; readonly requestId?: string }
