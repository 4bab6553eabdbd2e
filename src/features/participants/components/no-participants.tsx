import { Users } from 'lucide-react'
import { Button } from '@/components/button'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { takesParticipants } from '@/features/studies/status'
import type { Study } from '@/generated/zenstack/client'
import { canRole, type Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { hasValidCheck, looksLikeCode } from '../code'
import { isFiltered, type ListState } from '../list-state'

type NoParticipantsProps = {
  slug: string
  study: Pick<Study, 'key' | 'status'>
  role: Role
  state: ListState
  onFirstPage: () => void
}

/** Why the list is empty, and what to do about it. */
export function NoParticipants({ slug, study, role, state, onFirstPage }: NoParticipantsProps) {
  if (state.position) {
    return (
      <EmptyState
        icon={<Users />}
        title="Nobody on this page any more"
        action={<Button onClick={onFirstPage}>Go to the first page</Button>}
      >
        Those who were here have been removed or no longer fit.
      </EmptyState>
    )
  }
  if (isFiltered(state)) {
    const mistyped = looksLikeCode(state.search) && !hasValidCheck(state.search)
    return (
      <EmptyState icon={<Users />} title="Nobody fits">
        {mistyped
          ? `No code begins with “${state.search}”. Its last character does not fit the others, so there is probably a typing error.`
          : 'No participant fits what you search and filter for. Clear a filter to see more.'}
      </EmptyState>
    )
  }
  const mayAdd = canRole(role, 'Participant', 'create') && takesParticipants(study.status)
  return (
    <EmptyState
      icon={<Users />}
      title="No participants yet"
      action={
        mayAdd && (
          <>
            <LinkButton variant="primary" href={paths.newParticipant(slug, study.key)}>
              Add a participant
            </LinkButton>
            <LinkButton href={paths.importParticipants(slug, study.key)}>
              Import from a file
            </LinkButton>
          </>
        )
      }
    >
      {mayAdd
        ? 'Participants are known by a code. Who they are is kept apart from it.'
        : 'They will appear here once they are added.'}
    </EmptyState>
  )
}
