import type { Participant, ParticipantIdentity } from '@/generated/zenstack/client'
import { dayIn, dayOfDate, noonOf } from '@/lib/zoned-day'
import { baselineFromRows, baselineOf, baselineRows } from './baseline'
import {
  type IdentityDetails,
  type IdentityInput,
  NONE,
  type ParticipantDetails,
  type ParticipantInput,
  type StatusChange,
} from './schema'
import type { ParticipantTransition } from './status'

/** Between rows and the forms that edit them. */

export function participantInput(participant: Participant): ParticipantInput {
  return {
    code: participant.code,
    armId: participant.armId ?? NONE,
    locale: participant.locale ?? NONE,
    isTest: participant.isTest,
    enrolledOn: participant.enrolledOn ? dayOfDate(participant.enrolledOn) : '',
    baseline: baselineRows(baselineOf(participant.baseline)),
  }
}

/**
 * The columns that a form describes.
 * @param zone the study's, in which its days are meant.
 * @param former the participant that is edited; what it already says about the day stays as exact.
 */
export function participantData(
  { enrolledOn, baseline, ...values }: ParticipantDetails,
  zone: string,
  former?: Participant,
) {
  const unchanged = former?.enrolledOn && dayOfDate(former.enrolledOn) === enrolledOn
  return {
    ...values,
    baseline: baselineFromRows(baseline, baselineOf(former?.baseline)),
    ...(enrolledOn && !unchanged ? { enrolledAt: momentOf(enrolledOn, zone) } : {}),
  }
}

/** The columns that a change of status writes, besides those that the database fills in itself. */
export function statusChangeData(
  { to, asks }: ParticipantTransition,
  { day, reason }: StatusChange,
  zone: string,
) {
  const at = day ? momentOf(day, zone) : undefined
  return {
    status: to,
    ...(asks.includes('enrolledAt') ? { enrolledAt: at } : {}),
    ...(asks.includes('exitedAt') ? { exitedAt: at } : {}),
    ...(asks.includes('reason') ? { exitReason: reason || null } : {}),
    // An enrolment that is undone did not happen.
    ...(to === 'SCREENING' ? { enrolledAt: null } : {}),
  }
}

/** Now for today, noon for any other day: of those only the day is known. */
export function momentOf(day: string, zone: string): Date {
  const now = new Date()
  return day === dayIn(zone, now) ? now : noonOf(day, zone)
}

export const noIdentity: IdentityInput = {
  givenName: '',
  familyName: '',
  email: '',
  phone: '',
  address: '',
  birthDate: '',
}

export function identityInput(identity: ParticipantIdentity | null): IdentityInput {
  if (!identity) return noIdentity
  return {
    givenName: identity.givenName ?? '',
    familyName: identity.familyName ?? '',
    email: identity.email ?? '',
    phone: identity.phone ?? '',
    address: identity.address ?? '',
    birthDate: identity.birthDate ? dayOfDate(identity.birthDate) : '',
  }
}

/** Whether anything is known of who somebody is. */
export function isIdentified(identity: IdentityDetails): boolean {
  return Object.values(identity).some((value) => value !== null)
}
