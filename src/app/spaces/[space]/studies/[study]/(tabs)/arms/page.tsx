import type { Metadata } from 'next'
import { ArmList } from '@/features/studies/components/arm-list'
import { requireStudy } from '@/features/studies/loaders'
import { armList, participantsPerArm } from '@/features/studies/queries'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Arms' }

type ArmsPageProps = { params: Promise<{ space: string; study: string }> }

export default async function ArmsPage({ params }: ArmsPageProps) {
  const { space, study: key } = await params
  const { db, role, study } = await requireStudy(space, key)
  return (
    <Prefetched
      db={db}
      queries={[
        ['Arm', 'findMany', armList(study.id)],
        ['Participant', 'groupBy', participantsPerArm(study.id)],
      ]}
    >
      <ArmList studyKey={study.key} studyId={study.id} role={role} />
    </Prefetched>
  )
}
