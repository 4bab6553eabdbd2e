import type { Prisma } from '@/generated/zenstack/client'
import { type KeysetPosition, type KeysetSort, keysetSegments } from '@/lib/query/keyset'

/** The queries of this feature, for prefetching and for the hooks alike. */

export const PAGE_SIZE = 50

/** Members by when they joined, invitations by when they were made; the newest first in both. */
export const byCreation: KeysetSort = { field: 'createdAt', desc: true, kind: 'instant' }

/**
 * A page of the members of a space, expired ones included, and one row more.
 * @param search part of a name or an e-mail address.
 */
export function memberPage(spaceId: string, search: string, position?: KeysetPosition) {
  const { head } = keysetSegments(byCreation, position)
  const text = { contains: search, mode: 'insensitive' as const }
  return {
    where: {
      // One's own memberships of other spaces can be read as well, and do not belong here.
      spaceId,
      // API keys have a page of their own.
      user: {
        is: {
          kind: { not: 'SERVICE' },
          ...(search && { OR: [{ name: text }, { email: text }] }),
        },
      },
      ...head.where,
    },
    select: {
      id: true,
      userId: true,
      role: true,
      expiresAt: true,
      createdAt: true,
      updatedAt: true,
      user: { select: { name: true, email: true, status: true } },
    },
    orderBy: head.orderBy,
    take: PAGE_SIZE + 1,
  } satisfies Prisma.SpaceUserFindManyArgs
}

export type MemberRow = Prisma.SpaceUserGetPayload<ReturnType<typeof memberPage>>

/** The owners who can sign in; a space needs one. */
export const activeOwners = (spaceId: string) =>
  ({
    where: { spaceId, role: 'OWNER', user: { is: { status: 'ACTIVE' } } },
  }) satisfies Prisma.SpaceUserCountArgs

/** A page of the invitations that nobody has accepted yet, expired ones included, and one row more. */
export function invitationPage(position?: KeysetPosition) {
  const { head } = keysetSegments(byCreation, position)
  return {
    where: { acceptedAt: null, ...head.where },
    orderBy: head.orderBy,
    take: PAGE_SIZE + 1,
  } satisfies Prisma.InvitationFindManyArgs
}
