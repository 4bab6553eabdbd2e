import type { Prisma } from '@/generated/zenstack/client'

/** The queries of this feature, for prefetching and for the hooks alike. */

/** Number of studies, arms and days that one list shows; the RPC door gives no more either. */
const LIMIT = 500

export const studyList = () =>
  ({
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: LIMIT,
  }) satisfies Prisma.StudyFindManyArgs

export const studyByKey = (key: string) => ({ where: { key } }) satisfies Prisma.StudyFindFirstArgs

/** How many people each study of the space has enrolled; index-only. */
export const enrolledPerStudy = () =>
  ({
    by: ['studyId'],
    where: { isTest: false, enrolledOn: { not: null } },
    _count: { _all: true },
    orderBy: { studyId: 'asc' },
    take: LIMIT,
  }) satisfies Prisma.ParticipantGroupByArgs

export const armList = (studyId: string) =>
  ({
    where: { studyId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: LIMIT,
  }) satisfies Prisma.ArmFindManyArgs

/** How many participants each arm has, test participants included: what stands in the way of deleting it. */
export const participantsPerArm = (studyId: string) =>
  ({
    by: ['armId'],
    where: { studyId, armId: { not: null } },
    _count: { _all: true },
    orderBy: { armId: 'asc' },
    take: LIMIT,
  }) satisfies Prisma.ParticipantGroupByArgs

/** Participants by status and arm, and how many of them were ever enrolled. */
export const participantCounts = (studyId: string) =>
  ({
    by: ['status', 'armId'],
    where: { studyId, isTest: false },
    _count: { _all: true, enrolledOn: true },
    orderBy: [{ status: 'asc' }, { armId: 'asc' }],
    take: LIMIT,
  }) satisfies Prisma.ParticipantGroupByArgs

/** Enrolments per day, latest first; of a study with more days the earliest are missing. */
export const enrolmentDays = (studyId: string) =>
  ({
    by: ['enrolledOn'],
    where: { studyId, isTest: false, enrolledOn: { not: null } },
    _count: { _all: true },
    orderBy: { enrolledOn: 'desc' },
    take: LIMIT,
  }) satisfies Prisma.ParticipantGroupByArgs
