'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { type ReactNode, Suspense, use } from 'react'
import { Meter } from '@/components/meter'
import { RelativeTime } from '@/components/relative-time'
import { Skeleton } from '@/components/skeleton'
import { StudyStatusBadge } from '@/features/studies/components/study-status-badge'
import { StudyTitle } from '@/features/studies/components/study-title'
import type { HomeStudy } from '../queries'
import type { ArrivingNumbers } from './space-home'

export function homeStudyColumns(numbers: ArrivingNumbers, zone: string): ColumnDef<HomeStudy>[] {
  return [
    {
      id: 'title',
      header: 'Study',
      cell: ({ row }) => <StudyTitle study={row.original} />,
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ row }) => <StudyStatusBadge status={row.original.status} />,
    },
    {
      id: 'enrolled',
      header: 'Participants enrolled',
      cell: ({ row }) => (
        <Arriving>
          <Enrolled study={row.original} numbers={numbers} />
        </Arriving>
      ),
    },
    {
      id: 'activity',
      header: 'Last activity',
      cell: ({ row }) => (
        <Arriving>
          <LastActivity study={row.original} numbers={numbers} zone={zone} />
        </Arriving>
      ),
    },
  ]
}

function Arriving({ children }: { children: ReactNode }) {
  return <Suspense fallback={<Skeleton className="w-28" />}>{children}</Suspense>
}

type NumberProps = { study: HomeStudy; numbers: ArrivingNumbers }

function Enrolled({ study, numbers }: NumberProps) {
  const known = use(numbers)
  if (known === null) return <span className="text-ink-muted">Not known</span>
  return (
    <Meter
      compact
      label={`Enrolled in ${study.title}`}
      value={known[study.id]?.enrolled ?? 0}
      target={study.targetN}
    />
  )
}

/** The latest change of the study itself or of a participant in it. */
function LastActivity({ study, numbers, zone }: NumberProps & { zone: string }) {
  const known = use(numbers)
  const latest = Math.max(study.updatedAt.getTime(), known?.[study.id]?.lastChange ?? 0)
  return <RelativeTime value={new Date(latest)} zone={zone} />
}
