import type { BadgeTone } from '@/components/badge'
import { canRole, type Role } from '@/lib/auth/access'

/**
 * What a study's status means, and how it may change. The database enforces the same transitions
 * (trigger `study_change` in prisma/tenancy.sql); a unit test holds the two together.
 */

export const studyStatuses = ['DRAFT', 'LIVE', 'PAUSED', 'CLOSED', 'ARCHIVED'] as const
export type StudyStatus = (typeof studyStatuses)[number]

export const studyStatusText: Record<
  StudyStatus,
  { label: string; tone: BadgeTone; meaning: string }
> = {
  DRAFT: {
    label: 'Draft',
    tone: 'neutral',
    meaning: 'Being set up. Participants can be added already.',
  },
  LIVE: { label: 'Live', tone: 'success', meaning: 'Running and taking participants.' },
  PAUSED: { label: 'Paused', tone: 'warning', meaning: 'Running, but taking no new participants.' },
  CLOSED: { label: 'Closed', tone: 'accent', meaning: 'Finished. Nothing in it can change.' },
  ARCHIVED: { label: 'Archived', tone: 'neutral', meaning: 'Put away. Nothing in it can change.' },
}

export type StudyTransition = {
  from: StudyStatus
  to: StudyStatus
  /** What the button says. */
  action: string
  /** What follows, one sentence each. */
  consequences: string[]
}

const READ_ONLY =
  'Nothing in the study can change: no details, no arms, no participants. Everybody can still read it.'

export const studyTransitions: StudyTransition[] = [
  {
    from: 'DRAFT',
    to: 'LIVE',
    action: 'Go live',
    consequences: [
      'The study counts as running, and members see it as live.',
      'It cannot become a draft again; to delete it later, it has to be closed and archived first.',
    ],
  },
  {
    from: 'DRAFT',
    to: 'ARCHIVED',
    action: 'Archive',
    consequences: [
      READ_ONLY,
      'It leaves the list of current studies. To work on it again, reopen it.',
    ],
  },
  {
    from: 'LIVE',
    to: 'PAUSED',
    action: 'Pause',
    consequences: [
      'No new participants can be added or imported.',
      'Those who are in the study stay in it, and what is known of them can still be edited.',
    ],
  },
  {
    from: 'LIVE',
    to: 'CLOSED',
    action: 'Close',
    consequences: [READ_ONLY, 'Who somebody is can still be erased.', 'You can reopen it.'],
  },
  {
    from: 'PAUSED',
    to: 'LIVE',
    action: 'Resume',
    consequences: ['New participants can be added and imported again.'],
  },
  {
    from: 'PAUSED',
    to: 'CLOSED',
    action: 'Close',
    consequences: [READ_ONLY, 'Who somebody is can still be erased.', 'You can reopen it.'],
  },
  {
    from: 'CLOSED',
    to: 'LIVE',
    action: 'Reopen',
    consequences: [
      'The study is live again: details, arms and participants can change, and new ones can be added.',
    ],
  },
  {
    from: 'CLOSED',
    to: 'ARCHIVED',
    action: 'Archive',
    consequences: [
      'It leaves the list of current studies. Everybody can still read it.',
      'From then on owners and admins can delete it.',
    ],
  },
  {
    from: 'ARCHIVED',
    to: 'CLOSED',
    action: 'Take out of the archive',
    consequences: [
      'The study is closed: it is back in the list of current studies, and still nothing in it can change.',
    ],
  },
]

/** The changes that are possible from a status. */
export function transitionsFrom(status: StudyStatus): StudyTransition[] {
  return studyTransitions.filter((transition) => transition.from === status)
}

/** Who may change a study's status: whoever may change the study. */
export function canChangeStatus(role: Role): boolean {
  return canRole(role, 'Study', 'update')
}

/** Nothing in the study can change (trigger `study_lock`). */
export function isLocked(status: StudyStatus): boolean {
  return status === 'CLOSED' || status === 'ARCHIVED'
}

/** New participants are accepted (trigger `study_lock`). */
export function takesParticipants(status: StudyStatus): boolean {
  return status === 'DRAFT' || status === 'LIVE'
}

/** The study may be deleted (trigger `study_change`). */
export function isDeletable(status: StudyStatus): boolean {
  return status === 'DRAFT' || status === 'ARCHIVED'
}

/** How to make changes possible again, for the banner of a locked study. */
export function howToReopen(status: StudyStatus): string {
  return status === 'ARCHIVED'
    ? 'To change something, take it out of the archive and then reopen it.'
    : 'To change something, reopen it.'
}
