import { Badge } from '@/components/badge'
import { type StudyStatus, studyStatusText } from '../status'

export function StudyStatusBadge({ status }: { status: StudyStatus }) {
  const { label, tone } = studyStatusText[status]
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}
