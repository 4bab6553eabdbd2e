'use client'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { LineChart } from '@/components/line-chart'
import { Skeleton } from '@/components/skeleton'
import { useGroupByParticipant } from '@/generated/hooks/participant'
import type { Study } from '@/generated/zenstack/client'
import { dayIn, dayOfDate } from '@/lib/zoned-day'
import { enrolmentDays } from '../queries'
import { type EnrolmentDay, type RecruitmentStep, recruitmentOf } from '../recruitment'
import { isLocked } from '../status'

const axis: Record<RecruitmentStep, string> = { day: 'Day', week: 'Week from', month: 'Month' }

type RecruitmentCardProps = {
  study: Study
  /** Everybody ever enrolled. */
  enrolled: number
}

/** Enrolment over time, as a chart or a table. */
export function RecruitmentCard({ study, enrolled }: RecruitmentCardProps) {
  const { data, error, refetch } = useGroupByParticipant(enrolmentDays(study.id))
  if (error && !data) return <FailedState error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton className="h-72" />

  const days: EnrolmentDay[] = data.flatMap(({ enrolledOn, _count }) =>
    enrolledOn ? [{ day: dayOfDate(enrolledOn), count: _count._all }] : [],
  )
  // In a closed study nothing follows the last enrolment.
  const lastDay = isLocked(study.status) ? '' : dayIn(study.timeZone, Date.now())
  const { step, points } = recruitmentOf(days, enrolled, lastDay)
  return (
    <Card>
      <LineChart
        title={`Participants enrolled, by ${step}`}
        axis={axis[step]}
        series={[
          { key: 'total', label: 'Enrolled so far', style: 'area' },
          { key: 'added', label: `New in the ${step}`, style: 'line' },
        ]}
        points={points}
      />
    </Card>
  )
}
