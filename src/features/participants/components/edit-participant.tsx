'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm } from 'react-hook-form'
import { ChangedNotice } from '@/components/changed-notice'
import { DateInput } from '@/components/date-input'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { Sheet } from '@/components/sheet'
import { toast } from '@/components/toast'
import type { ArmViewer } from '@/features/studies/components/arm-label'
import { useUpdateParticipant } from '@/generated/hooks/participant'
import type { Arm, Participant, Study } from '@/generated/zenstack/client'
import { paths } from '@/lib/paths'
import { unlessChanged, useEditedRow } from '@/lib/query/use-edited-row'
import { baselineOf } from '../baseline'
import { participantData, participantInput } from '../details'
import { participantDetails } from '../schema'
import { isPastEnrolment } from '../status'
import { ParticipantFields } from './participant-fields'

const NO_DAY = 'Enter the day. To undo an enrolment, change the status.'

type EditParticipantProps = {
  slug: string
  study: Study
  participant: Participant
  viewer: ArmViewer
  arms: Arm[]
  locales: string[]
  onClose: () => void
}

/** Edits a participant; mounted only while it is open, so that it starts from the current version. */
export function EditParticipant({
  slug,
  study,
  participant,
  viewer,
  arms,
  locales,
  onClose,
}: EditParticipantProps) {
  const router = useRouter()
  const update = useUpdateParticipant()
  const { loaded, setLoaded, newer } = useEditedRow(participant)
  const form = useForm({
    resolver: zodResolver(participantDetails),
    defaultValues: participantInput(loaded),
  })

  const isEnrolled = isPastEnrolment(loaded.status)

  function take(current: Participant) {
    setLoaded(current)
    form.reset(participantInput(current))
  }

  return (
    <Sheet title={`Edit ${participant.code}`} open onOpenChange={(open) => !open && onClose()}>
      <Form
        form={form}
        onSubmit={async (values) => {
          if (isEnrolled && !values.enrolledOn) return { ok: false, fields: { enrolledOn: NO_DAY } }
          const where = { id: loaded.id, updatedAt: loaded.updatedAt }
          const data = participantData(values, study.timeZone, loaded)
          await unlessChanged(update.mutateAsync({ where, data }), 'this participant')
          toast.success('Participant saved')
          onClose()
          if (values.code !== participant.code) {
            router.replace(paths.participant(slug, study.key, values.code))
          }
          return { ok: true }
        }}
      >
        {newer && <ChangedNotice what="this participant" onTake={() => take(newer)} />}
        <FormError />
        <Field
          name="code"
          label="Code"
          help="Links to this page contain it, and stop working when it changes."
          required
        >
          <Input autoComplete="off" spellCheck={false} />
        </Field>
        {isEnrolled && (
          <Field name="enrolledOn" label="Enrolled on" required>
            <DateInput />
          </Field>
        )}
        <ParticipantFields
          arms={arms}
          viewer={viewer}
          locales={locales}
          attributes={Object.keys(baselineOf(loaded.baseline))}
        />
        <div>
          <SubmitButton>Save changes</SubmitButton>
        </div>
      </Form>
    </Sheet>
  )
}
