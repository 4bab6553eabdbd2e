import type { SignedIn } from '@/lib/auth/sessions'
import { type Db, openDoor } from '@/lib/db/door'
import { dayOfDate } from '@/lib/zoned-day'
import { ownSpaces, participantsByDay } from './queries'
import type { SpaceNumbers, StudyNumbers } from './recruitment'

/** The space where somebody was last, or null for somebody without a space. */
export async function getLastUsedSlug(user: SignedIn): Promise<string | null> {
  const db = openDoor({ userId: user.id })
  const membership = await db.spaceUser.findFirst({ ...ownSpaces(user.id, ''), take: 1 })
  return membership?.space.slug ?? null
}

/**
 * What the participants of a space amount to, by study; studies without any are missing. Read on the
 * server, because it can have more rows than the RPC door gives at once.
 */
export async function loadNumbers(db: Db): Promise<SpaceNumbers> {
  const numbers: Record<string, StudyNumbers> = {}
  for (const { studyId, enrolledOn, _count, _max } of await db.participant.groupBy(
    participantsByDay(),
  )) {
    numbers[studyId] ??= { enrolled: 0, lastChange: 0, days: [] }
    const study = numbers[studyId]
    study.lastChange = Math.max(study.lastChange, _max.updatedAt?.getTime() ?? 0)
    if (!enrolledOn) continue
    study.enrolled += _count._all
    study.days.push({ day: dayOfDate(enrolledOn), count: _count._all })
  }
  return numbers
}
