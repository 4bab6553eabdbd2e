'use client'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { FailedState } from '@/components/failed-state'
import { ListSkeleton } from '@/components/skeleton'
import { useFindFirstParticipantIdentity } from '@/generated/hooks/participant-identity'
import type { Participant } from '@/generated/zenstack/client'
import { canRole, type Role } from '@/lib/auth/access'
import { identityOf } from '../queries'
import { IdentityDetails } from './identity-details'

type IdentityCardProps = { participant: Participant; role: Role; locked: boolean }

/** Who a participant is. Nothing of it is fetched until somebody who may asks to see it. */
export function IdentityCard({ participant, role, locked }: IdentityCardProps) {
  const [shown, setShown] = useState(false)
  if (!canRole(role, 'ParticipantIdentity', 'read')) {
    return (
      <Card title="Identity">
        <p className="text-ink-muted">
          Your role does not show who participants are. Owners, admins and coordinators of this
          space can see it.
        </p>
      </Card>
    )
  }
  return (
    <Card
      title="Identity"
      description={shown ? undefined : 'Name and contact stay hidden until you ask for them.'}
      actions={
        <Button size="sm" onClick={() => setShown(!shown)} aria-expanded={shown}>
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
          {shown ? 'Hide identity' : 'Show identity'}
        </Button>
      }
    >
      {shown && <Revealed participant={participant} role={role} locked={locked} />}
    </Card>
  )
}

/** Mounted only after the reveal: its query is the moment at which the identity leaves the server. */
function Revealed({ participant, role, locked }: IdentityCardProps) {
  const { data, error, refetch } = useFindFirstParticipantIdentity(identityOf(participant.id), {
    // Hidden again, it is forgotten.
    gcTime: 0,
  })
  if (error && data === undefined) {
    return <FailedState error={error} onRetry={() => void refetch()} />
  }
  if (data === undefined) return <ListSkeleton rows={2} />
  return <IdentityDetails participant={participant} identity={data} role={role} locked={locked} />
}
