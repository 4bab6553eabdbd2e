import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHeader } from '@/components/page-header'
import { NewStudyForm } from '@/features/studies/components/new-study-form'
import { studyList } from '@/features/studies/queries'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'New study' }

type NewStudyPageProps = { params: Promise<{ space: string }> }

export default async function NewStudyPage({ params }: NewStudyPageProps) {
  const { db, space, role } = await requireSpace((await params).space)
  if (!canRole(role, 'Study', 'create')) notFound()
  const studies = await db.study.findMany(studyList())
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Studies', href: paths.studies(space.slug) }]}
        title="New study"
        description="It begins as a draft that only the members of this space see."
      />
      <NewStudyForm
        slug={space.slug}
        timeZone={space.timeZone}
        takenKeys={studies.map((study) => study.key)}
      />
    </>
  )
}
