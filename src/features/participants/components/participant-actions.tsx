'use client'
import { ChevronDown, Pencil } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Menu, MenuItem, MenuSeparator } from '@/components/dropdown-menu'
import type { ArmViewer } from '@/features/studies/components/arm-label'
import { isLocked } from '@/features/studies/status'
import type { Arm, Participant, Study } from '@/generated/zenstack/client'
import { canRole } from '@/lib/auth/access'
import { type ParticipantTransition, participantTransitions } from '../status'
import { DeleteParticipant } from './delete-participant'
import { EditParticipant } from './edit-participant'
import { StatusDialog } from './status-dialog'

type ParticipantActionsProps = {
  slug: string
  study: Study
  participant: Participant
  viewer: ArmViewer
  arms: Arm[]
  locales: string[]
}

type Asked = 'edit' | 'delete' | ParticipantTransition | undefined

/** What may be done to a participant: nothing in a closed study, deleting only for those who may. */
export function ParticipantActions(props: ParticipantActionsProps) {
  const { slug, study, participant, viewer } = props
  const [asked, setAsked] = useState<Asked>()
  const close = () => setAsked(undefined)
  if (isLocked(study.status) || !canRole(viewer.role, 'Participant', 'update')) return null

  return (
    <>
      <Button onClick={() => setAsked('edit')}>
        <Pencil aria-hidden />
        Edit
      </Button>
      <Menu
        trigger={
          <Button variant="primary">
            Change status
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {participantTransitions(participant.status).map((transition) => (
          <MenuItem
            key={transition.to}
            tone={transition.tone === 'danger' ? 'danger' : 'neutral'}
            onSelect={() => setAsked(transition)}
          >
            {transition.action}…
          </MenuItem>
        ))}
        {canRole(viewer.role, 'Participant', 'delete') && (
          <>
            <MenuSeparator />
            <MenuItem tone="danger" onSelect={() => setAsked('delete')}>
              Delete participant…
            </MenuItem>
          </>
        )}
      </Menu>
      {asked === 'edit' && <EditParticipant {...props} onClose={close} />}
      {asked === 'delete' && (
        <DeleteParticipant slug={slug} study={study} participant={participant} onClose={close} />
      )}
      {typeof asked === 'object' && (
        <StatusDialog
          participant={participant}
          transition={asked}
          zone={study.timeZone}
          onClose={close}
        />
      )}
    </>
  )
}
