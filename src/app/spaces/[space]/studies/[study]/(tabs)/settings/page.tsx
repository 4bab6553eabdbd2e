import type { Metadata } from 'next'
import { StudySettings } from '@/features/studies/components/study-settings'
import { requireStudy } from '@/features/studies/loaders'

export const metadata: Metadata = { title: 'Settings' }

type StudySettingsPageProps = { params: Promise<{ space: string; study: string }> }

export default async function StudySettingsPage({ params }: StudySettingsPageProps) {
  const { space: slug, study: key } = await params
  const { role, space, study } = await requireStudy(slug, key)
  return <StudySettings slug={space.slug} studyKey={study.key} role={role} />
}
