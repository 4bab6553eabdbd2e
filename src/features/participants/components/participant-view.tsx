'use client'
import { UserRoundX } from 'lucide-react'
import { Badge } from '@/components/badge'
import { Callout } from '@/components/callout'
import { Card } from '@/components/card'
import { EmptyState } from '@/components/empty-state'
import { FailedState } from '@/components/failed-state'
import { LinkButton } from '@/components/link-button'
import { PageHeader } from '@/components/page-header'
import { CardSkeleton } from '@/components/skeleton'
import { armList, studyByKey } from '@/features/studies/queries'
import { howToReopen, isLocked, studyStatusText } from '@/features/studies/status'
import { useFindManyArm } from '@/generated/hooks/arm'
import { useFindFirstParticipant } from '@/generated/hooks/participant'
import { useFindFirstStudy } from '@/generated/hooks/study'
import type { Study } from '@/generated/zenstack/client'
import type { Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { participantById } from '../queries'
import { BaselineCard } from './baseline-card'
import { IdentityCard } from './identity-card'
import { ParticipantActions } from './participant-actions'
import { ParticipantFacts } from './participant-facts'
import { ParticipantHistory } from './participant-history'
import { ParticipantStatusBadge } from './participant-status-badge'

type ParticipantViewProps = {
  slug: string
  /** As the page was rendered; later changes come from the hooks. */
  study: Study
  participantId: string
  role: Role
  /** Languages of the space. */
  locales: string[]
}

/** One participant: what is known, what happened, and what can be done. */
export function ParticipantView(props: ParticipantViewProps) {
  const { slug, role, participantId, locales } = props
  const study = useFindFirstStudy(studyByKey(props.study.key)).data ?? props.study
  const { data: arms = [] } = useFindManyArm(armList(study.id))
  const found = useFindFirstParticipant(participantById(participantId))
  const participant = found.data
  const list = paths.participants(slug, study.key)

  if (found.error && !participant) {
    return <FailedState error={found.error} onRetry={() => void found.refetch()} />
  }
  if (participant === undefined) return <CardSkeleton cards={2} />
  if (participant === null) {
    return (
      <EmptyState
        icon={<UserRoundX />}
        title="This participant has been deleted"
        action={<LinkButton href={list}>Go to the participants</LinkButton>}
      />
    )
  }
  const locked = isLocked(study.status)
  const viewer = { role, blinding: study.blinding }
  return (
    <>
      <PageHeader
        breadcrumb={[
          { label: 'Studies', href: paths.studies(slug) },
          { label: study.title, href: paths.study(slug, study.key) },
          { label: 'Participants', href: list },
        ]}
        title={participant.code}
        badge={
          <>
            <ParticipantStatusBadge status={participant.status} />
            {participant.isTest && <Badge>Test</Badge>}
          </>
        }
        actions={
          <ParticipantActions
            slug={slug}
            study={study}
            participant={participant}
            viewer={viewer}
            arms={arms}
            locales={locales}
          />
        }
      />
      {locked && (
        <Callout
          title={`This study is ${studyStatusText[study.status].label.toLowerCase()}`}
          className="mb-5"
        >
          Nothing in it can change. {howToReopen(study.status)}
        </Callout>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <div className="grid min-w-0 gap-5">
          <Card title="Facts">
            <ParticipantFacts
              participant={participant}
              zone={study.timeZone}
              arms={arms}
              viewer={viewer}
            />
          </Card>
          <BaselineCard baseline={participant.baseline} />
        </div>
        <div className="grid min-w-0 gap-5">
          <IdentityCard participant={participant} role={role} locked={locked} />
          <ParticipantHistory participantId={participant.id} zone={study.timeZone} />
        </div>
      </div>
    </>
  )
}
