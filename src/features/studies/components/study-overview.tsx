'use client'
import type { ReactNode } from 'react'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { CardSkeleton } from '@/components/skeleton'
import { useFindManyArm } from '@/generated/hooks/arm'
import { useGroupByParticipant } from '@/generated/hooks/participant'
import { useFindFirstStudy } from '@/generated/hooks/study'
import type { Role } from '@/lib/auth/access'
import { flowOf } from '../counts'
import { armList, participantCounts, studyByKey } from '../queries'
import { ArmCounts } from './arm-counts'
import { NextSteps } from './next-steps'
import { RecruitmentCard } from './recruitment-card'
import { StudyFacts } from './study-facts'
import { StudyNumbers } from './study-numbers'

type StudyOverviewProps = {
  slug: string
  studyKey: string
  studyId: string
  role: Role
  /** What stands beside the numbers: the latest changes. */
  children: ReactNode
}

/** How a study stands: numbers, recruitment, and what to do next. */
export function StudyOverview({ slug, studyKey, studyId, role, children }: StudyOverviewProps) {
  const { data: study } = useFindFirstStudy(studyByKey(studyKey))
  const arms = useFindManyArm(armList(studyId))
  const counts = useGroupByParticipant(participantCounts(studyId))
  const failed = counts.error ?? arms.error
  if (failed && !(counts.data && arms.data)) {
    const retry = () => void Promise.all([counts.refetch(), arms.refetch()])
    return <FailedState error={failed} onRetry={retry} />
  }
  if (!study || !counts.data || !arms.data) return <CardSkeleton />
  const flow = flowOf(counts.data)

  return (
    <div className="grid gap-5">
      <NextSteps
        slug={slug}
        study={study}
        role={role}
        hasArms={arms.data.length > 0}
        hasParticipants={flow.assessed > 0}
      />
      {flow.assessed > 0 && <StudyNumbers flow={flow} target={study.targetN} />}
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <div className="grid min-w-0 gap-5">
          {flow.enrolled > 0 && <RecruitmentCard study={study} enrolled={flow.enrolled} />}
          {arms.data.length > 0 && flow.assessed > 0 && (
            <ArmCounts
              rows={counts.data}
              arms={arms.data}
              viewer={{ role, blinding: study.blinding }}
            />
          )}
          <Card title="About this study">
            <StudyFacts study={study} />
          </Card>
        </div>
        {children}
      </div>
    </div>
  )
}
