import type { Prisma } from '@/generated/zenstack/client'
import { type KeysetSegment, keysetSegments } from '@/lib/query/keyset'
import { baselineColumns, keysetSortOf, type ListState, NO_ARM } from './list-state'
import { prefixRange } from './prefix-range'

/** The queries of this feature, for prefetching and for the hooks alike. */

/** Rows of a page; one more is asked for, to know whether there are more. */
export const PAGE_SIZE = 25
/** Up to this many rows are counted on request. */
export const COUNT_LIMIT = 10_000

/**
 * The queries that make up a page of the list (src/lib/query/keyset.ts).
 * @param prefix beginning of the codes, in the case in which they are stored; '' for all.
 */
export function participantPage(studyId: string, state: ListState, prefix: string) {
  const filter = listFilter(studyId, state, prefix)
  const rowsOf = ({ where, orderBy }: KeysetSegment) =>
    ({
      where: { AND: [filter, where] },
      orderBy,
      take: PAGE_SIZE + 1,
      select: {
        id: true,
        code: true,
        status: true,
        armId: true,
        isTest: true,
        locale: true,
        createdAt: true,
        updatedAt: true,
        enrolledAt: true,
        exitedAt: true,
        baseline: baselineColumns(state).length > 0,
      },
    }) satisfies Prisma.ParticipantFindManyArgs
  const { head, tail } = keysetSegments(keysetSortOf(state), state.position)
  return { head: rowsOf(head), tail: tail && rowsOf(tail) }
}

/** Counts what the list shows, but not further than one beyond `COUNT_LIMIT`. */
export const participantCount = (studyId: string, state: ListState, prefix: string) =>
  ({
    where: listFilter(studyId, state, prefix),
    take: COUNT_LIMIT + 1,
  }) satisfies Prisma.ParticipantCountArgs

function listFilter(
  studyId: string,
  { statuses, arms, kind, from, to }: ListState,
  prefix: string,
): Prisma.ParticipantWhereInput {
  const filter: Prisma.ParticipantWhereInput = { studyId }
  if (prefix) filter.code = prefixRange(prefix)
  if (statuses.length > 0) filter.status = { in: statuses }
  if (kind) filter.isTest = kind === 'test'
  if (from || to) {
    filter.enrolledOn = { gte: from ? dateOf(from) : undefined, lte: to ? dateOf(to) : undefined }
  }
  const ids = arms.filter((arm) => arm !== NO_ARM)
  if (ids.length < arms.length) filter.OR = [{ armId: null }, { armId: { in: ids } }]
  else if (ids.length > 0) filter.armId = { in: ids }
  return filter
}

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)

/** Whether any code of the study begins with what was typed, in exactly that case. */
export const anyCodeLike = (studyId: string, prefix: string) =>
  ({
    where: { studyId, code: prefixRange(prefix) },
    select: { id: true },
  }) satisfies Prisma.ParticipantFindFirstArgs

/** Attributes of the latest participants: which ones there are to choose columns from. */
export const baselineSample = (studyId: string) =>
  ({
    where: { studyId },
    select: { baseline: true },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 50,
  }) satisfies Prisma.ParticipantFindManyArgs

export const participantByCode = (studyId: string, code: string) =>
  ({ where: { studyId, code } }) satisfies Prisma.ParticipantFindFirstArgs

/** The same row when its code may change under the page's hands. */
export const participantById = (id: string) =>
  ({ where: { id } }) satisfies Prisma.ParticipantFindFirstArgs

/** Who a participant is; asked only after somebody chose to see it. */
export const identityOf = (participantId: string) =>
  ({ where: { participantId } }) satisfies Prisma.ParticipantIdentityFindFirstArgs

/** What happened to a participant, latest first. */
export const statusHistory = (participantId: string) =>
  ({
    where: { participantId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 100,
  }) satisfies Prisma.StatusEventFindManyArgs

/** The latest changes in a study; test participants are left out. */
export const recentEvents = (studyId: string) =>
  ({
    where: { studyId, participant: { isTest: false } },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 8,
    include: { participant: { select: { code: true } } },
  }) satisfies Prisma.StatusEventFindManyArgs

/** The names of people, as far as they may be read: members of the space. */
export const peopleNames = (ids: string[]) =>
  ({
    where: { id: { in: [...new Set(ids)].sort() } },
    select: { id: true, name: true },
  }) satisfies Prisma.UserFindManyArgs
