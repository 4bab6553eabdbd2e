import { DefinitionList } from '@/components/definition-list'
import { Time } from '@/components/time'
import { ArmLabel, type ArmViewer } from '@/features/studies/components/arm-label'
import type { Arm, Participant } from '@/generated/zenstack/client'
import { formatDay } from '@/lib/format'
import { languageName } from '@/lib/languages'
import { dayOfDate } from '@/lib/zoned-day'
import { participantStatusText } from '../status'

type ParticipantFactsProps = {
  participant: Participant
  /** The study's time zone. */
  zone: string
  arms: Arm[]
  viewer: ArmViewer
}

/** What is recorded of a participant besides attributes, history and identity. */
export function ParticipantFacts({ participant, zone, arms, viewer }: ParticipantFactsProps) {
  const { status, enrolledOn, exitedAt, exitReason, locale, createdAt, updatedAt } = participant
  const text = participantStatusText[status]
  const arm = arms.find(({ id }) => id === participant.armId)
  const items = [
    { term: 'Status', description: `${text.label}. ${text.meaning}` },
    { term: 'Arm', description: arm && <ArmLabel arm={arm} {...viewer} /> },
    { term: 'Enrolled', description: enrolledOn ? formatDay(dayOfDate(enrolledOn)) : undefined },
    ...(exitedAt
      ? [{ term: 'Left', description: <Time value={exitedAt} zone={zone} style="date" /> }]
      : []),
    ...(exitReason ? [{ term: 'Reason', description: exitReason }] : []),
    { term: 'Language', description: locale ? languageName(locale) : undefined },
    { term: 'Added', description: <Time value={createdAt} zone={zone} /> },
    { term: 'Last changed', description: <Time value={updatedAt} zone={zone} /> },
  ]
  return <DefinitionList items={items} />
}
