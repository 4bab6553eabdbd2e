'use client'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { toast } from '@/components/toast'
import { useDeleteParticipant } from '@/generated/hooks/participant'
import type { Participant, Study } from '@/generated/zenstack/client'
import { paths } from '@/lib/paths'

type DeleteParticipantProps = {
  slug: string
  study: Study
  participant: Participant
  onClose: () => void
}

/** Deletes a participant for good; asks for the code. */
export function DeleteParticipant({ slug, study, participant, onClose }: DeleteParticipantProps) {
  const router = useRouter()
  const remove = useDeleteParticipant()
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the participant ${participant.code}?`}
      description="Nobody can bring it back. For somebody who leaves the study, choose “Withdraw” instead: it keeps what was recorded."
      removes={[
        'The participant, who then counts nowhere any more',
        'The whole history and all baseline attributes',
        'Who the person is, if that was recorded',
      ]}
      typeToConfirm={participant.code}
      confirmLabel="Delete participant"
      onConfirm={async () => {
        await remove.mutateAsync({ where: { id: participant.id } })
        toast.success('Participant deleted', participant.code)
        router.push(paths.participants(slug, study.key))
      }}
    />
  )
}
