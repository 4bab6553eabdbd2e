import type { Prisma } from '@/generated/zenstack/client'

/** The queries of this feature, for prefetching, searching and the hooks alike. */

/** How many of one's spaces a list shows; whoever has more searches. */
export const SPACES_SHOWN = 20

/**
 * The spaces that a person is in, last used first.
 * @param search part of a name or of the address.
 */
export function ownSpaces(userId: string, search: string) {
  const text = { contains: search, mode: 'insensitive' as const }
  return {
    where: {
      userId,
      // A filter on the space finds only those that one may read: expired memberships drop out.
      space: {
        is: { status: 'ACTIVE' as const, ...(search && { OR: [{ name: text }, { slug: text }] }) },
      },
    },
    select: {
      id: true,
      role: true,
      lastUsedAt: true,
      space: { select: { slug: true, name: true, timeZone: true } },
    },
    orderBy: [{ lastUsedAt: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take: SPACES_SHOWN,
  } satisfies Prisma.SpaceUserFindManyArgs
}

export type OwnSpace = Prisma.SpaceUserGetPayload<ReturnType<typeof ownSpaces>>

/** The studies on the home of a space, newest first. */
export const homeStudies = () =>
  ({
    select: { id: true, key: true, title: true, status: true, targetN: true, updatedAt: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 500,
  }) satisfies Prisma.StudyFindManyArgs

export type HomeStudy = Prisma.StudyGetPayload<ReturnType<typeof homeStudies>>

/** The row behind the settings of a space. */
export const spaceById = (id: string) => ({ where: { id } }) satisfies Prisma.SpaceFindFirstArgs

/**
 * How many were enrolled in each study on each day, and the last change among them. Those who are not
 * enrolled make a row without a day, since their changes are activity too.
 */
export const participantsByDay = () =>
  ({
    by: ['studyId', 'enrolledOn'],
    where: { isTest: false },
    _count: { _all: true },
    _max: { updatedAt: true },
    orderBy: [{ studyId: 'asc' }, { enrolledOn: 'asc' }],
  }) satisfies Prisma.ParticipantGroupByArgs
