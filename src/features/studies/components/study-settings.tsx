'use client'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { CardSkeleton } from '@/components/skeleton'
import { useFindFirstStudy } from '@/generated/hooks/study'
import { canRole, type Role } from '@/lib/auth/access'
import { studyByKey } from '../queries'
import { isLocked } from '../status'
import { DeleteStudy } from './delete-study'
import { StudyFacts } from './study-facts'
import { StudySettingsForm } from './study-settings-form'

type StudySettingsProps = { slug: string; studyKey: string; role: Role }

/** A study's details, to edit where that is allowed, and its deletion. */
export function StudySettings({ slug, studyKey, role }: StudySettingsProps) {
  const { data: study, error, refetch } = useFindFirstStudy(studyByKey(studyKey))
  if (error && !study) return <FailedState error={error} onRetry={() => void refetch()} />
  if (!study) return <CardSkeleton cards={1} />
  const editable = canRole(role, 'Study', 'update') && !isLocked(study.status)
  return (
    <div className="grid gap-5">
      {editable ? (
        <StudySettingsForm study={study} />
      ) : (
        <Card title="Details">
          <StudyFacts study={study} />
        </Card>
      )}
      {canRole(role, 'Study', 'delete') && <DeleteStudy slug={slug} study={study} />}
    </div>
  )
}
