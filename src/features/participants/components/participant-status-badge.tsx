import { Badge } from '@/components/badge'
import { type ParticipantStatus, participantStatusText } from '../status'

export function ParticipantStatusBadge({ status }: { status: ParticipantStatus }) {
  const { label, tone } = participantStatusText[status]
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}
