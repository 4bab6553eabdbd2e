import { RecentChanges } from '@/features/participants/components/recent-changes'
import { recentEvents } from '@/features/participants/queries'
import { StudyOverview } from '@/features/studies/components/study-overview'
import { requireStudy } from '@/features/studies/loaders'
import { armList, enrolmentDays, participantCounts } from '@/features/studies/queries'
import { Prefetched } from '@/lib/query/prefetched'

type StudyPageProps = { params: Promise<{ space: string; study: string }> }

export default async function StudyPage({ params }: StudyPageProps) {
  const { space: slug, study: key } = await params
  const { db, role, space, study } = await requireStudy(slug, key)
  return (
    <Prefetched
      db={db}
      queries={[
        ['Arm', 'findMany', armList(study.id)],
        ['Participant', 'groupBy', participantCounts(study.id)],
        ['Participant', 'groupBy', enrolmentDays(study.id)],
        ['StatusEvent', 'findMany', recentEvents(study.id)],
      ]}
    >
      <StudyOverview slug={space.slug} studyKey={study.key} studyId={study.id} role={role}>
        <RecentChanges slug={space.slug} study={study} />
      </StudyOverview>
    </Prefetched>
  )
}
