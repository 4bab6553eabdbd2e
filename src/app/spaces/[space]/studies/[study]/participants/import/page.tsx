import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Callout } from '@/components/callout'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { armNames } from '@/features/participant-import/arm-names'
import { ImportWizard } from '@/features/participant-import/components/import-wizard'
import { importStudy } from '@/features/participant-import/queries'
import { takesParticipants } from '@/features/studies/status'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'
import { paths } from '@/lib/paths'

type ImportPageProps = { params: Promise<{ space: string; study: string }> }

export const metadata: Metadata = { title: 'Import participants' }

export default async function ImportPage({ params }: ImportPageProps) {
  const { space: slug, study: key } = await params
  const { db, role, space } = await requireSpace(slug)
  const study = await db.study.findFirst(importStudy(key))
  if (!study || !canRole(role, 'Participant', 'create')) notFound()
  const arms = armNames(study.arms, { role, blinding: study.blinding })
  return (
    <>
      <PageHeader
        title="Import participants"
        breadcrumb={[
          { label: 'Studies', href: paths.studies(space.slug) },
          { label: study.title, href: paths.study(space.slug, study.key) },
          { label: 'Participants', href: paths.participants(space.slug, study.key) },
        ]}
      />
      {takesParticipants(study.status) ? (
        <ImportWizard
          address={{ space: space.slug, study: study.key }}
          study={{ arms, timeZone: study.timeZone }}
          mayWriteIdentity={canRole(role, 'ParticipantIdentity', 'create')}
        />
      ) : (
        <Callout
          tone="info"
          title={`This study is ${study.status.toLowerCase()} and takes no new participants`}
          actions={
            <LinkButton href={paths.study(space.slug, study.key)}>Go to the study</LinkButton>
          }
        >
          Once it is live again, participants can be imported.
        </Callout>
      )}
    </>
  )
}
