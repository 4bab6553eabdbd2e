import { openDoor } from '@/lib/db/door'
import { actAs, type SystemTransaction, system } from '@/lib/db/system'
import { problemOf } from '@/lib/errors/problem'
import { findLiveMembership } from './membership'
import { NO_SUCH_SPACE, type Outcome, type Refused, refused } from './outcome'
import type { SignedIn } from './sessions'

/** Makes another live member an owner, and oneself an admin. */
export async function transferOwnership(
  user: SignedIn,
  slug: string,
  toUserId: string,
): Promise<Outcome> {
  const membership = await findLiveMembership(user.id, slug)
  if (!membership) return refused(NO_SUCH_SPACE)
  if (toUserId === user.id) return refused('You are an owner already. Choose another member.')
  const spaceId = membership.space.id
  return system.$transaction(async (tx): Promise<{ ok: true } | Refused> => {
    await actAs(tx, user.id)
    const live = await lockLiveMembers(tx, spaceId, [user.id, toUserId])
    if (live.find(({ userId }) => userId === user.id)?.role !== 'OWNER') {
      return refused('Only an owner can hand over a space.')
    }
    if (!live.some(({ userId }) => userId === toUserId)) {
      return refused('This person is no longer a member. Invite them first.')
    }
    // In this order: there is an owner at every moment.
    await tx.spaceUser.update({
      where: { spaceId_userId: { spaceId, userId: toUserId } },
      data: { role: 'OWNER', expiresAt: null },
    })
    await tx.spaceUser.update({
      where: { spaceId_userId: { spaceId, userId: user.id } },
      data: { role: 'ADMIN' },
    })
    return { ok: true }
  })
}

/** Gives up one's own membership. The last owner cannot. */
export async function leaveSpace(user: SignedIn, slug: string): Promise<Outcome> {
  const membership = await findLiveMembership(user.id, slug)
  if (!membership) return refused(NO_SUCH_SPACE)
  const spaceId = membership.space.id
  try {
    await openDoor({ userId: user.id, spaceId }).spaceUser.deleteMany({
      where: { userId: user.id, spaceId },
    })
    return { ok: true }
  } catch (error) {
    const { code, message } = problemOf(error)
    if (code !== 'conflict') throw error
    return refused(message)
  }
}

type LockedMember = { userId: string; role: string }

/** In one order, so that two transfers at once wait for each other instead of both failing. */
async function lockLiveMembers(
  tx: SystemTransaction,
  spaceId: string,
  userIds: string[],
): Promise<LockedMember[]> {
  return tx.$queryRaw<LockedMember[]>`
    select m."userId", m.role
    from "SpaceUser" m join "User" u on u.id = m."userId"
    where m."spaceId" = ${spaceId} and m."userId" = any(${userIds}) and u.status = 'ACTIVE'
      and u.kind <> 'SERVICE' and (m."expiresAt" is null or m."expiresAt" > now())
    order by m."userId"
    for update of m`
}
