'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { DateInput } from '@/components/date-input'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Textarea } from '@/components/textarea'
import { toast } from '@/components/toast'
import { useUpdateParticipant } from '@/generated/hooks/participant'
import type { Participant } from '@/generated/zenstack/client'
import { unlessChanged } from '@/lib/query/use-edited-row'
import { dayIn, dayOfDate } from '@/lib/zoned-day'
import { statusChangeData } from '../details'
import { statusChange } from '../schema'
import { type ParticipantTransition, participantStatusText } from '../status'

type StatusDialogProps = {
  participant: Participant
  transition: ParticipantTransition
  /** The study's time zone. */
  zone: string
  onClose: () => void
}

/** Says what a change of status means, asks what belongs to it, and makes it. */
export function StatusDialog({ participant, transition, zone, onClose }: StatusDialogProps) {
  const queries = useQueryClient()
  const update = useUpdateParticipant()
  const { to, action, asks, consequences, tone } = transition
  const form = useForm({
    resolver: zodResolver(statusChange),
    defaultValues: { day: dayIn(zone, Date.now()), reason: '' },
  })
  const asksDay = asks.includes('enrolledAt') || asks.includes('exitedAt')

  return (
    <Dialog
      title={`${action}: ${participant.code}`}
      open
      onOpenChange={(open) => !open && onClose()}
      description={
        <ul className="list-disc ps-4">
          {consequences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      }
    >
      <Form
        form={form}
        onSubmit={async (values) => {
          const { enrolledOn } = participant
          if (asks.includes('exitedAt') && enrolledOn && values.day < dayOfDate(enrolledOn)) {
            return { ok: false, fields: { day: 'This is before the enrolment.' } }
          }
          const where = { id: participant.id, updatedAt: participant.updatedAt }
          const data = statusChangeData(transition, values, zone)
          await unlessChanged(update.mutateAsync({ where, data }), 'this participant')
          // The hooks do not know that the database writes the history of the status itself.
          await queries.invalidateQueries()
          toast.success(
            `${participant.code} is now ${participantStatusText[to].label.toLowerCase()}`,
          )
          onClose()
          return { ok: true }
        }}
      >
        <FormError />
        {asksDay && (
          <Field name="day" label="Day" required>
            <DateInput />
          </Field>
        )}
        {asks.includes('reason') && (
          <Field
            name="reason"
            label="Reason"
            help="In general words. Nothing that says who the person is."
          >
            <Textarea rows={3} />
          </Field>
        )}
        <DialogActions>
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
          <SubmitButton variant={tone}>{action}</SubmitButton>
        </DialogActions>
      </Form>
    </Dialog>
  )
}
