import { Callout } from '@/components/callout'
import { LinkButton } from '@/components/link-button'
import type { Study } from '@/generated/zenstack/client'
import { canRole, type Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { takesParticipants } from '../status'

type NextStepsProps = {
  slug: string
  study: Study
  role: Role
  hasArms: boolean
  hasParticipants: boolean
}

/** What to do first in a study that is still empty. */
export function NextSteps({ slug, study, role, hasArms, hasParticipants }: NextStepsProps) {
  if (hasParticipants || !takesParticipants(study.status)) return null
  if (!canRole(role, 'Participant', 'create')) {
    return <Callout title="No participants yet">They will appear here once they are added.</Callout>
  }
  return (
    <Callout
      title="Next steps"
      actions={
        <>
          {!hasArms && <LinkButton href={paths.arms(slug, study.key)}>Add arms</LinkButton>}
          <LinkButton href={paths.newParticipant(slug, study.key)}>Add a participant</LinkButton>
          <LinkButton href={paths.importParticipants(slug, study.key)}>
            Import participants
          </LinkButton>
        </>
      }
    >
      {hasArms
        ? 'Add participants one by one, or import them from a file.'
        : 'Add arms if the study has groups. Then add participants one by one, or import them from a file.'}
      {study.status === 'DRAFT' && ' When everything is ready, go live with “Change status”.'}
    </Callout>
  )
}
