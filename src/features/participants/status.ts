import type { BadgeTone } from '@/components/badge'
import type { ParticipantStatus } from '@/generated/zenstack/client'

/** What a participant's status means, and how it may change. */

export const participantStatuses = [
  'SCREENING',
  'EXCLUDED',
  'ENROLLED',
  'COMPLETED',
  'WITHDRAWN',
  'LOST',
] as const satisfies ParticipantStatus[]

export type { ParticipantStatus }

type StatusText = { label: string; tone: BadgeTone; meaning: string }

export const participantStatusText: Record<ParticipantStatus, StatusText> = {
  SCREENING: { label: 'In screening', tone: 'neutral', meaning: 'Assessed, not yet enrolled.' },
  EXCLUDED: { label: 'Excluded', tone: 'warning', meaning: 'Found not eligible.' },
  ENROLLED: { label: 'Enrolled', tone: 'accent', meaning: 'Takes part in the study.' },
  COMPLETED: { label: 'Completed', tone: 'success', meaning: 'Reached the end of the study.' },
  WITHDRAWN: { label: 'Withdrawn', tone: 'danger', meaning: 'Left the study before its end.' },
  LOST: { label: 'Lost to follow-up', tone: 'warning', meaning: 'Can no longer be reached.' },
}

/** Statuses that one has only after having been enrolled. */
export function isPastEnrolment(status: ParticipantStatus): boolean {
  return status !== 'SCREENING' && status !== 'EXCLUDED'
}

/** What a change of status also writes down; the database fills in the moment where none is given. */
export type StatusDetail = 'enrolledAt' | 'exitedAt' | 'reason'

export type ParticipantTransition = {
  to: ParticipantStatus
  /** What the button says. */
  action: string
  /** What follows, one sentence each. */
  consequences: string[]
  asks: StatusDetail[]
  tone: 'primary' | 'danger'
}

const KEEPS_DATA = 'Everything recorded so far is kept and stays part of the study.'
const STAYS_IN_HISTORY = 'The change stays in the history.'

const exclude: ParticipantTransition = {
  to: 'EXCLUDED',
  action: 'Exclude',
  consequences: ['Counts as assessed and not eligible, with the reason you give.'],
  asks: ['reason'],
  tone: 'primary',
}
const withdraw: ParticipantTransition = {
  to: 'WITHDRAWN',
  action: 'Withdraw',
  consequences: [
    'Counts as withdrawn from this day on and takes no further part.',
    KEEPS_DATA,
    'Who the person is stays recorded until you erase it on this page.',
    'Somebody who wants to take part again later is added as a new participant.',
  ],
  asks: ['exitedAt', 'reason'],
  tone: 'danger',
}

/** Takes back what was entered by mistake. */
const correction = (
  to: ParticipantStatus,
  action: string,
  ...consequences: string[]
): ParticipantTransition => ({
  to,
  action,
  consequences: ['Only to correct a mistake.', ...consequences, STAYS_IN_HISTORY],
  asks: [],
  tone: 'primary',
})

const backToEnrolled = correction(
  'ENROLLED',
  'Put back to enrolled',
  'The date and the reason of leaving are removed.',
)

const transitions: Record<ParticipantStatus, ParticipantTransition[]> = {
  SCREENING: [
    {
      to: 'ENROLLED',
      action: 'Enrol',
      consequences: ['Takes part in the study and counts towards its target.'],
      asks: ['enrolledAt'],
      tone: 'primary',
    },
    exclude,
  ],
  EXCLUDED: [
    correction('SCREENING', 'Put back to screening', 'The reason of exclusion is removed.'),
  ],
  ENROLLED: [
    {
      to: 'COMPLETED',
      action: 'Complete',
      consequences: ['Counts as having reached the end of the study.'],
      asks: ['exitedAt'],
      tone: 'primary',
    },
    withdraw,
    {
      to: 'LOST',
      action: 'Mark as lost to follow-up',
      consequences: ['Counts as lost: can no longer be reached.', KEEPS_DATA],
      asks: ['exitedAt', 'reason'],
      tone: 'primary',
    },
    correction('SCREENING', 'Undo the enrolment', 'No longer counts as enrolled.'),
  ],
  COMPLETED: [backToEnrolled],
  WITHDRAWN: [backToEnrolled],
  LOST: [
    {
      ...backToEnrolled,
      action: 'Found again',
      consequences: ['Takes part again; the date of loss is removed.', STAYS_IN_HISTORY],
    },
    withdraw,
  ],
}

/** The changes that are offered from a status. */
export function participantTransitions(status: ParticipantStatus): ParticipantTransition[] {
  return transitions[status]
}

const happened: Record<ParticipantStatus, string> = {
  SCREENING: 'put back to screening',
  EXCLUDED: 'excluded',
  ENROLLED: 'enrolled',
  COMPLETED: 'completed the study',
  WITHDRAWN: 'withdrawn',
  LOST: 'lost to follow-up',
}

/** What a StatusEvent says, to follow a participant's code: "excluded", "put back to enrolled". */
export function statusChangeText({
  from,
  to,
}: {
  from: ParticipantStatus | null
  to: ParticipantStatus
}): string {
  if (from === null && to === 'SCREENING') return 'added for screening'
  if (from && isPastEnrolment(from) && to === 'ENROLLED') return 'put back to enrolled'
  return happened[to]
}
