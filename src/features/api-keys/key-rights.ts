import { rolesToInvite } from '@/features/members/member-rights'
import type { Role } from '@/lib/auth/access'
import { keyRoles } from '@/lib/auth/new-api-key'

/**
 * The roles of the keys that somebody may make, rotate and revoke: those in which they may invite
 * people. The server decides (src/lib/auth/manage-api-keys.ts); here it is what is offered.
 */
export const rolesToKeep = (mine: Role): readonly Role[] =>
  keyRoles.filter((role) => rolesToInvite(mine).includes(role))
