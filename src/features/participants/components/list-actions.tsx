import { FileUp, Plus } from 'lucide-react'
import { LinkButton } from '@/components/link-button'
import { takesParticipants } from '@/features/studies/status'
import type { Study } from '@/generated/zenstack/client'
import { canRole, type Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'

type ListActionsProps = { slug: string; study: Pick<Study, 'key' | 'status'>; role: Role }

/** Ways to get participants into the list, for those who may and while the study takes any. */
export function ListActions({ slug, study, role }: ListActionsProps) {
  if (!canRole(role, 'Participant', 'create')) return null
  if (study.status === 'PAUSED') {
    return <p className="mb-3 text-ink-muted">The study is paused and takes no new participants.</p>
  }
  if (!takesParticipants(study.status)) return null
  return (
    <div className="mb-3 flex flex-wrap gap-2 sm:justify-end">
      <LinkButton size="sm" href={paths.importParticipants(slug, study.key)}>
        <FileUp aria-hidden />
        Import
      </LinkButton>
      <LinkButton size="sm" variant="primary" href={paths.newParticipant(slug, study.key)}>
        <Plus aria-hidden />
        Add participant
      </LinkButton>
    </div>
  )
}
