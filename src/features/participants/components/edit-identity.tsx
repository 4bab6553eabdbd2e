'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { ChangedNotice } from '@/components/changed-notice'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Form, FormError, SubmitButton } from '@/components/form'
import { toast } from '@/components/toast'
import {
  useCreateParticipantIdentity,
  useUpdateParticipantIdentity,
} from '@/generated/hooks/participant-identity'
import type { Participant, ParticipantIdentity } from '@/generated/zenstack/client'
import { unlessChanged, useEditedRow } from '@/lib/query/use-edited-row'
import { identityInput } from '../details'
import { identityDetails } from '../schema'
import { IdentityFields } from './identity-fields'

type EditIdentityProps = {
  participant: Participant
  /** Null to record one. */
  identity: ParticipantIdentity | null
  onClose: () => void
}

/** Records or edits who a participant is. */
export function EditIdentity({ participant, identity, onClose }: EditIdentityProps) {
  const create = useCreateParticipantIdentity()
  const update = useUpdateParticipantIdentity()
  const { loaded, setLoaded, newer } = useEditedRow(identity)
  const form = useForm({
    resolver: zodResolver(identityDetails),
    defaultValues: identityInput(loaded),
  })

  return (
    <Dialog
      title={`Who ${participant.code} is`}
      description="Viewers never see this, and it can be erased without the participant."
      open
      onOpenChange={(open) => !open && onClose()}
    >
      <Form
        form={form}
        onSubmit={async (values) => {
          if (loaded) {
            const where = { id: loaded.id, updatedAt: loaded.updatedAt }
            // An answer that showed the identity would be recorded as one more look at it.
            const change = { where, data: values, select: { id: true } } as const
            await unlessChanged(update.mutateAsync(change), 'this identity')
          } else {
            const of = { participantId: participant.id, studyId: participant.studyId }
            await create.mutateAsync({ data: { ...of, ...values } })
          }
          toast.success('Identity saved')
          onClose()
        }}
      >
        {newer && (
          <ChangedNotice
            what="this identity"
            onTake={() => {
              setLoaded(newer)
              form.reset(identityInput(newer))
            }}
          />
        )}
        <FormError />
        <IdentityFields />
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <SubmitButton>Save</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
