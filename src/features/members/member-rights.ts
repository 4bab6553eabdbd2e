import { extentOf, type Role, roles } from '@/lib/auth/access'

/**
 * What one member may do to another, where access.ts says "some". The rules are those of SpaceUser
 * and Invitation in schema.zmodel, which the server enforces; here they only decide what is offered.
 */

type Member = { userId: string; role: Role }

/** Nobody changes their own role or expiry date. */
export function canChange(me: Member, other: Member): boolean {
  return extentOf(me.role, 'SpaceUser', 'update') !== 'none' && me.userId !== other.userId
}

/** Admins remove those whom they may invite. Oneself one does not remove: one leaves. */
export function canRemove(me: Member, other: Member): boolean {
  if (me.userId === other.userId) return false
  if (extentOf(me.role, 'SpaceUser', 'delete') === 'all') return true
  return rolesToInvite(me.role).includes(other.role)
}

/** The roles in which somebody may invite others. */
export function rolesToInvite(role: Role): readonly Role[] {
  switch (extentOf(role, 'Invitation', 'create')) {
    case 'all':
      return roles
    case 'some':
      return roles.filter((other) => other !== 'OWNER' && other !== 'ADMIN')
    case 'none':
      return []
  }
}
