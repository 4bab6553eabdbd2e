'use client'
import { useRouter } from 'next/navigation'
import { Suspense, use, useTransition } from 'react'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { LineChart } from '@/components/line-chart'
import { Skeleton } from '@/components/skeleton'
import { useNow } from '@/components/use-now'
import { dayIn } from '@/lib/zoned-day'
import type { HomeStudy } from '../queries'
import { recruitmentChart } from '../recruitment'
import type { ArrivingNumbers } from './space-home'

type RecruitmentCardProps = { studies: HomeStudy[]; numbers: ArrivingNumbers; zone: string }

/** How many participants each study had enrolled over time. */
export function RecruitmentCard(props: RecruitmentCardProps) {
  return (
    <Card>
      <Suspense fallback={<Waiting />}>
        <Chart {...props} />
      </Suspense>
    </Card>
  )
}

function Chart({ studies, numbers, zone }: RecruitmentCardProps) {
  const known = use(numbers)
  const now = useNow()
  const router = useRouter()
  const [retrying, startRetry] = useTransition()

  if (known === null) {
    return (
      <FailedState
        title="Recruitment could not be counted"
        error={null}
        retrying={retrying}
        onRetry={() => startRetry(() => router.refresh())}
      />
    )
  }
  // What day it is differs between server and browser, so the drawing waits for the browser.
  if (now === null) return <Waiting />
  const { step, series, points } = recruitmentChart(studies, known, dayIn(zone, now))
  if (points.length === 0) {
    return (
      <p className="py-8 text-center text-ink-muted">
        Recruitment appears here once participants are enrolled.
      </p>
    )
  }
  const axis = { day: 'Day', week: 'Week from', month: 'Month' }[step]
  return (
    <LineChart
      title={`Participants enrolled, by ${step}`}
      axis={axis}
      series={series}
      points={points}
    />
  )
}

function Waiting() {
  return (
    <div role="status" className="grid gap-4">
      <span className="sr-only">Counting participants</span>
      <Skeleton className="w-56" />
      <Skeleton className="h-55" />
    </div>
  )
}
