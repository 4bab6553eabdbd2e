import type { Prisma } from '@/generated/prisma/client'
import type { ParticipantStatus } from '@/generated/prisma/enums'
import { Random } from './random'
import type { DemoSpace, DemoStudy } from './spaces'

const DAY_MS = 24 * 60 * 60 * 1000
const SHARE_WITH_IDENTITY = 0.87
const EXIT_REASONS = [
  'No time beside work',
  'Moved away',
  'Did not give a reason',
  'Feels better and sees no need',
] as const
const EXCLUSION_REASONS = ['In treatment elsewhere', 'Below the age limit', 'No device'] as const

/** Where the rows belong. */
export type Place = { spaceId: string; studyId: string; createdById: string; armIds: string[] }

export type DemoParticipants = {
  participants: Prisma.ParticipantCreateManyInput[]
  /** By participant code. */
  identities: Map<string, Person>
}

export type Person = Pick<
  Prisma.ParticipantIdentityCreateManyInput,
  'givenName' | 'familyName' | 'email' | 'phone' | 'address' | 'birthDate'
>

/** Makes the participants of a study, the same ones each time, with dates counted back from `now`. */
export function makeParticipants(
  space: DemoSpace,
  study: DemoStudy,
  place: Place,
  now: Date,
): DemoParticipants {
  const random = new Random(`${space.slug}/${study.key}`)
  const { spaceId, studyId, createdById } = place
  const made: DemoParticipants = { participants: [], identities: new Map() }
  for (let number = 1; number <= study.participants; number++) {
    const code = `${study.codePrefix}-${String(number).padStart(3, '0')}`
    const age = random.between(...space.ages)
    const culture = random.pick(space.cultures)
    made.participants.push({
      spaceId,
      studyId,
      createdById,
      code,
      locale: culture.locale,
      baseline: space.baseline(random, age),
      ...course(random, study, number, place.armIds, now),
    })
    const given = random.pick(culture.given)
    const family = random.pick(culture.family)
    const street = `${random.pick(space.streets)} ${random.between(1, 90)}, ${space.town}`
    const birthday = (age + random.next()) * 365.25 * DAY_MS
    if (!random.chance(SHARE_WITH_IDENTITY)) continue
    made.identities.set(code, {
      givenName: given.written,
      familyName: family.written,
      email: `${given.latin}.${family.latin}${number}@example.org`,
      // A range that is reserved for fiction and reaches nobody.
      phone: `+44 7700 900${String(number).padStart(3, '0')}`,
      address: street,
      birthDate: new Date(now.getTime() - birthday),
    })
  }
  for (let number = 1; number <= study.testParticipants; number++) {
    made.participants.push({
      spaceId,
      studyId,
      createdById,
      code: `TEST-${number}`,
      isTest: true,
      status: 'ENROLLED',
      enrolledAt: daysBefore(now, study.recruited[0]),
      armId: place.armIds[0],
    })
  }
  return made
}

type Course = Pick<
  Prisma.ParticipantCreateManyInput,
  'status' | 'armId' | 'createdAt' | 'enrolledAt' | 'exitedAt' | 'exitReason'
>

/** How one participant came, stayed and perhaps left. */
function course(
  random: Random,
  study: DemoStudy,
  number: number,
  armIds: string[],
  now: Date,
): Course {
  const [from, until] = study.recruited
  // Recruitment in the order of the codes, with the unevenness of real weeks.
  const share = Math.min(1, Math.max(0, (number - random.next() * 4) / study.participants))
  const cameAt = officeHours(random, daysBefore(now, from - share * (from - until)), now)
  const screenedAt = daysBefore(cameAt, random.between(0, 5))

  const status: ParticipantStatus = random.weighted(study.statuses)
  if (status === 'SCREENING') return { status, createdAt: cameAt }
  if (status === 'EXCLUDED') {
    return { status, createdAt: screenedAt, exitReason: random.pick(EXCLUSION_REASONS) }
  }
  const enrolled = {
    createdAt: screenedAt,
    enrolledAt: cameAt,
    armId: random.pick(armIds as [string, ...string[]]),
  }
  const exitedAt = daysBefore(cameAt, -random.between(10, 42))
  // Who came too recently cannot have left yet.
  if (status === 'ENROLLED' || exitedAt > now) return { ...enrolled, status: 'ENROLLED' }
  const exitReason = status === 'COMPLETED' ? undefined : random.pick(EXIT_REASONS)
  return { ...enrolled, status, exitedAt, exitReason }
}

/** Some time of that day when somebody is there to enrol people, and not in the future. */
function officeHours(random: Random, day: Date, now: Date): Date {
  const time = new Date(day)
  time.setUTCHours(random.between(6, 14), random.between(0, 59), 0, 0)
  return time < now ? time : new Date(now.getTime() - random.between(10, 300) * 60_000)
}

export function daysBefore(day: Date, days: number): Date {
  return new Date(day.getTime() - days * DAY_MS)
}
