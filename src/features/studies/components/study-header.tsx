'use client'
import { Callout } from '@/components/callout'
import { PageHeader } from '@/components/page-header'
import { LinkTabs } from '@/components/tabs'
import { useFindFirstStudy } from '@/generated/hooks/study'
import type { Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { studyByKey } from '../queries'
import {
  canChangeStatus,
  howToReopen,
  isLocked,
  type StudyStatus,
  studyStatusText,
} from '../status'
import { StudyStatusBadge } from './study-status-badge'
import { StudyStatusControl } from './study-status-control'

type StudyHeaderProps = { slug: string; studyKey: string; role: Role }

/** Title, status and tabs of a study, above each of its main pages. */
export function StudyHeader({ slug, studyKey, role }: StudyHeaderProps) {
  const { data: study } = useFindFirstStudy(studyByKey(studyKey))
  const tabs = [
    { href: paths.study(slug, studyKey), label: 'Overview', exact: true },
    { href: paths.participants(slug, studyKey), label: 'Participants' },
    { href: paths.arms(slug, studyKey), label: 'Arms' },
    { href: paths.studySettings(slug, studyKey), label: 'Settings' },
  ]
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: 'Studies', href: paths.studies(slug) }]}
        title={study?.title ?? studyKey}
        badge={study && <StudyStatusBadge status={study.status} />}
        actions={study && canChangeStatus(role) && <StudyStatusControl study={study} />}
      />
      {study && isLocked(study.status) && <LockedBanner status={study.status} role={role} />}
      <LinkTabs label="Study" tabs={tabs} />
    </>
  )
}

function LockedBanner({ status, role }: { status: StudyStatus; role: Role }) {
  const { label, meaning } = studyStatusText[status]
  return (
    <Callout tone="info" title={`This study is ${label.toLowerCase()}`} className="mb-4">
      {meaning}{' '}
      {canChangeStatus(role)
        ? howToReopen(status)
        : 'An owner, admin or coordinator of this space can reopen it.'}
    </Callout>
  )
}
