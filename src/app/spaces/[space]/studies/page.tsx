import { Plus } from 'lucide-react'
import type { Metadata } from 'next'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { StudyList } from '@/features/studies/components/study-list'
import { enrolledPerStudy, studyList } from '@/features/studies/queries'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'
import { paths } from '@/lib/paths'
import { Prefetched } from '@/lib/query/prefetched'

export const metadata: Metadata = { title: 'Studies' }

type StudiesPageProps = { params: Promise<{ space: string }> }

export default async function StudiesPage({ params }: StudiesPageProps) {
  const { db, space, role } = await requireSpace((await params).space)
  return (
    <>
      <PageHeader
        title="Studies"
        actions={
          canRole(role, 'Study', 'create') && (
            <LinkButton variant="primary" href={paths.newStudy(space.slug)}>
              <Plus aria-hidden />
              New study
            </LinkButton>
          )
        }
      />
      <Prefetched
        db={db}
        queries={[
          ['Study', 'findMany', studyList()],
          ['Participant', 'groupBy', enrolledPerStudy()],
        ]}
      >
        <StudyList slug={space.slug} role={role} zone={space.timeZone} />
      </Prefetched>
    </>
  )
}
