import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { StudyHeader } from '@/features/studies/components/study-header'
import { requireStudy } from '@/features/studies/loaders'
import { studyByKey } from '@/features/studies/queries'
import { Prefetched } from '@/lib/query/prefetched'

type StudyLayoutProps = {
  params: Promise<{ space: string; study: string }>
  children: ReactNode
}

export async function generateMetadata({ params }: StudyLayoutProps): Promise<Metadata> {
  const { space, study } = await params
  const { title } = (await requireStudy(space, study)).study
  return { title: { default: title, template: `%s · ${title} · Studyspace` } }
}

/** What the main pages of a study share: its title, its status, the tabs. */
export default async function StudyLayout({ params, children }: StudyLayoutProps) {
  const { space: slug, study: key } = await params
  const { db, role, space, study } = await requireStudy(slug, key)
  return (
    <Prefetched db={db} queries={[['Study', 'findFirst', studyByKey(study.key)]]}>
      <StudyHeader slug={space.slug} studyKey={study.key} role={role} />
      {children}
    </Prefetched>
  )
}
