import type { Prisma } from '@/generated/zenstack/client'
import { type KeysetPosition, keysetSegments } from '@/lib/query/keyset'
import { shiftDay, startOf } from '@/lib/zoned-day'
import { type TrailFilter, type TrailState, trailSort } from './list-state'

/** The queries of this feature, for prefetching and for the hooks alike. */

/** Rows of a page; one more is asked for, to know whether there are more. */
export const PAGE_SIZE = 50
/** People to choose from; the RPC door gives no more either. */
const PEOPLE_LIMIT = 500

const columns = {
  id: true,
  createdAt: true,
  createdById: true,
  action: true,
  entity: true,
  entityId: true,
  changes: true,
  reason: true,
  requestId: true,
} satisfies Prisma.AuditEventSelect

export type TrailEvent = Prisma.AuditEventGetPayload<{ select: typeof columns }>

/**
 * A page of the trail.
 * @param zone of the space, in which the days of the filter are meant.
 */
export const trailPage = (state: TrailState, zone: string) =>
  eventPage(state, zone, state.position, PAGE_SIZE + 1)

/** So many events that fit a filter, from a position on. */
export function eventPage(
  filter: TrailFilter,
  zone: string,
  position: KeysetPosition,
  take: number,
) {
  const { head } = keysetSegments(trailSort, position)
  return {
    where: { AND: [eventFilter(filter, zone), head.where] },
    orderBy: head.orderBy,
    take,
    select: columns,
  } satisfies Prisma.AuditEventFindManyArgs
}

function eventFilter(
  { who, what, entity, record, from, to }: TrailFilter,
  zone: string,
): Prisma.AuditEventWhereInput {
  const filter: Prisma.AuditEventWhereInput = {}
  if (who) filter.createdById = who
  if (what) filter.action = what
  if (entity) filter.entity = entity
  if (record) filter.entityId = record
  if (from || to) {
    filter.createdAt = {
      gte: from ? startOf(from, zone) : undefined,
      lt: to ? startOf(shiftDay(to, 1), zone) : undefined,
    }
  }
  return filter
}

/** The members of a space, to choose from. */
export const memberNames = (spaceId: string) =>
  ({
    where: { spaceId },
    select: { userId: true, user: { select: { name: true } } },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: PEOPLE_LIMIT,
  }) satisfies Prisma.SpaceUserFindManyArgs

const among = (ids: string[]) => ({ id: { in: [...new Set(ids)].sort() } })

/** What the records of a page are called, as far as they still exist: one query for each model. */
export const participantNames = (ids: string[]) =>
  ({
    where: among(ids),
    select: { id: true, code: true, study: { select: { key: true } } },
  }) satisfies Prisma.ParticipantFindManyArgs

export const studyNames = (ids: string[]) =>
  ({
    where: among(ids),
    select: { id: true, key: true, title: true },
  }) satisfies Prisma.StudyFindManyArgs

export const armNames = (ids: string[]) =>
  ({
    where: among(ids),
    select: { id: true, title: true, study: { select: { key: true } } },
  }) satisfies Prisma.ArmFindManyArgs

export const folderNames = (ids: string[]) =>
  ({ where: among(ids), select: { id: true, name: true } }) satisfies Prisma.FolderFindManyArgs

export const fileNames = (ids: string[]) =>
  ({
    where: among(ids),
    select: { id: true, name: true, folderId: true },
  }) satisfies Prisma.FileFindManyArgs

export const membershipNames = (ids: string[]) =>
  ({
    where: among(ids),
    select: { id: true, user: { select: { name: true } } },
  }) satisfies Prisma.SpaceUserFindManyArgs

export const invitationNames = (ids: string[]) =>
  ({ where: among(ids), select: { id: true, email: true } }) satisfies Prisma.InvitationFindManyArgs

/**
 * Whose identities these are. The identities themselves are not asked, because looking at them is
 * recorded; that they were added is in the trail.
 */
export const identityOwners = (ids: string[]) =>
  ({
    where: {
      entityId: among(ids).id,
      entity: 'ParticipantIdentity',
      action: 'create',
    },
    select: { id: true, entityId: true, changes: true },
    take: PAGE_SIZE + 1,
  }) satisfies Prisma.AuditEventFindManyArgs
