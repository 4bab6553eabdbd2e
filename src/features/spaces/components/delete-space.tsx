'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { toast } from '@/components/toast'
import { useCountInvitation } from '@/generated/hooks/invitation'
import { useCountParticipant } from '@/generated/hooks/participant'
import { useCountSpaceUser } from '@/generated/hooks/space-user'
import { useCountStudy } from '@/generated/hooks/study'
import { orThrow } from '@/lib/auth/outcome'
import { formatCount } from '@/lib/format'
import { paths } from '@/lib/paths'
import { deleteSpace } from '../actions'

type DeleteSpaceProps = { space: { id: string; slug: string; name: string } }

/** Deletes a space for good; counts what goes with it and asks for its name. */
export function DeleteSpace({ space }: DeleteSpaceProps) {
  const queries = useQueryClient()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const whenOpen = { enabled: open }
  const studies = useCountStudy({}, whenOpen)
  const participants = useCountParticipant({}, whenOpen)
  const members = useCountSpaceUser({ where: { spaceId: space.id } }, whenOpen)
  const invitations = useCountInvitation({ where: { acceptedAt: null } }, whenOpen)

  return (
    <Card
      title="Delete space"
      description="Removes the space with all its studies and participants, for everybody and for good."
    >
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        trigger={<Button variant="danger">Delete space…</Button>}
        title={`Delete the space ${space.name}?`}
        description="Nobody can bring it back."
        removes={[
          formatCount(studies.data, 'study', 'studies'),
          formatCount(
            participants.data,
            'participant with history and identity',
            'participants with history and identities',
          ),
          formatCount(members.data, 'membership, yours', 'memberships, yours included'),
          formatCount(invitations.data, 'open invitation', 'open invitations'),
        ]}
        typeToConfirm={space.name}
        confirmLabel="Delete space"
        onConfirm={async () => {
          orThrow(await deleteSpace(space.slug, space.name))
          queries.clear()
          toast.success('Space deleted', space.name)
          router.replace(paths.home)
        }}
      />
    </Card>
  )
}
