import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Callout } from '@/components/callout'
import { PageHeader } from '@/components/page-header'
import { baselineOf } from '@/features/participants/baseline'
import { newCode } from '@/features/participants/code'
import { NewParticipantForm } from '@/features/participants/components/new-participant-form'
import { baselineSample } from '@/features/participants/queries'
import { requireStudy } from '@/features/studies/loaders'
import { armList } from '@/features/studies/queries'
import { takesParticipants } from '@/features/studies/status'
import { canRole } from '@/lib/auth/access'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Add a participant' }

type NewParticipantPageProps = { params: Promise<{ space: string; study: string }> }

export default async function NewParticipantPage({ params }: NewParticipantPageProps) {
  const { space: slug, study: key } = await params
  const { db, role, space, study } = await requireStudy(slug, key)
  if (!canRole(role, 'Participant', 'create')) notFound()
  const [arms, sample] = await Promise.all([
    db.arm.findMany(armList(study.id)),
    db.participant.findMany(baselineSample(study.id)),
  ])
  const attributes = new Set(sample.flatMap(({ baseline }) => Object.keys(baselineOf(baseline))))
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Studies', href: paths.studies(space.slug) },
          { label: study.title, href: paths.study(space.slug, study.key) },
          { label: 'Participants', href: paths.participants(space.slug, study.key) },
        ]}
        title="Add a participant"
      />
      {takesParticipants(study.status) ? (
        <NewParticipantForm
          slug={space.slug}
          studyKey={study.key}
          viewer={{ role, blinding: study.blinding }}
          arms={arms}
          locales={space.locales}
          attributes={[...attributes]}
          suggestedCode={newCode()}
        />
      ) : (
        <Callout tone="warning" title="This study takes no new participants">
          It is {study.status.toLowerCase()}. Its status can be changed on the overview of the
          study.
        </Callout>
      )}
    </>
  )
}
