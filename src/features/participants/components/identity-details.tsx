'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { DefinitionList } from '@/components/definition-list'
import { toast } from '@/components/toast'
import { useDeleteParticipantIdentity } from '@/generated/hooks/participant-identity'
import type { Participant, ParticipantIdentity } from '@/generated/zenstack/client'
import { canRole, type Role } from '@/lib/auth/access'
import { formatDay } from '@/lib/format'
import { dayOfDate } from '@/lib/zoned-day'
import { EditIdentity } from './edit-identity'

type IdentityDetailsProps = {
  participant: Participant
  /** Null where nothing is recorded. */
  identity: ParticipantIdentity | null
  role: Role
  /** The study is closed: erasing is all that is left. */
  locked: boolean
}

/** A revealed identity, and what may be done with it. */
export function IdentityDetails({ participant, identity, role, locked }: IdentityDetailsProps) {
  const [asked, setAsked] = useState<'edit' | 'erase'>()
  const erase = useDeleteParticipantIdentity()
  const close = () => setAsked(undefined)
  const mayEdit = !locked && canRole(role, 'ParticipantIdentity', identity ? 'update' : 'create')
  const mayErase = identity !== null && canRole(role, 'ParticipantIdentity', 'delete')

  return (
    <div className="grid gap-4">
      {identity ? (
        <DefinitionList items={itemsOf(identity)} />
      ) : (
        <p className="text-ink-muted">Nothing is recorded of who this is.</p>
      )}
      {(mayEdit || mayErase) && (
        <div className="flex flex-wrap gap-2">
          {mayEdit && (
            <Button size="sm" onClick={() => setAsked('edit')}>
              {identity ? 'Edit identity' : 'Add identity'}
            </Button>
          )}
          {mayErase && (
            <Button size="sm" variant="ghost" onClick={() => setAsked('erase')}>
              Erase identity…
            </Button>
          )}
        </div>
      )}
      {asked === 'edit' && (
        <EditIdentity participant={participant} identity={identity} onClose={close} />
      )}
      {asked === 'erase' && identity && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && close()}
          title={`Erase who ${participant.code} is?`}
          description="The participant stays in the study under the code. Nobody can bring the identity back."
          removes={['Name, contact and date of birth of this participant']}
          typeToConfirm={participant.code}
          confirmLabel="Erase identity"
          onConfirm={async () => {
            // Without showing it once more, which would be recorded as a look.
            await erase.mutateAsync({ where: { id: identity.id }, select: { id: true } })
            toast.success('Identity erased')
          }}
        />
      )}
    </div>
  )
}

function itemsOf(identity: ParticipantIdentity) {
  const { birthDate } = identity
  return [
    { term: 'Given name', description: identity.givenName },
    { term: 'Family name', description: identity.familyName },
    { term: 'E-mail', description: identity.email },
    { term: 'Phone', description: identity.phone && <bdi dir="ltr">{identity.phone}</bdi> },
    { term: 'Address', description: identity.address },
    { term: 'Date of birth', description: birthDate && formatDay(dayOfDate(birthDate)) },
  ]
}
