'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { DateInput } from '@/components/date-input'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { LinkButton } from '@/components/link-button'
import { Select } from '@/components/select'
import { toast } from '@/components/toast'
import type { ArmViewer } from '@/features/studies/components/arm-label'
import type { Arm } from '@/generated/zenstack/client'
import { canRole } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { addParticipant } from '../actions'
import { newCode } from '../code'
import { noIdentity } from '../details'
import { NONE, newParticipant } from '../schema'
import { isPastEnrolment, participantStatuses, participantStatusText } from '../status'
import { IdentityFields } from './identity-fields'
import { ParticipantFields } from './participant-fields'

const statusOptions = participantStatuses.map((value) => ({
  value,
  label: participantStatusText[value].label,
  description: participantStatusText[value].meaning,
}))

type NewParticipantFormProps = {
  slug: string
  studyKey: string
  viewer: ArmViewer
  arms: Arm[]
  locales: string[]
  attributes: string[]
  /** The code to begin with; made on the server, so that both render the same. */
  suggestedCode: string
}

/** Adds one participant, and on request who the person is. */
export function NewParticipantForm({
  slug,
  studyKey,
  viewer,
  suggestedCode,
  ...choices
}: NewParticipantFormProps) {
  const router = useRouter()
  const queries = useQueryClient()
  const [identified, setIdentified] = useState(false)
  const form = useForm({
    // The action reads what was typed by the same schema again.
    resolver: zodResolver(newParticipant, undefined, { raw: true }),
    defaultValues: {
      code: suggestedCode,
      status: 'SCREENING' as const,
      armId: NONE,
      locale: NONE,
      isTest: false,
      enrolledOn: '',
      baseline: [],
      identity: noIdentity,
    },
  })
  const status = useWatch({ control: form.control, name: 'status' })

  return (
    <Card>
      <Form
        form={form}
        className="max-w-2xl"
        onSubmit={async (values) => {
          const result = await addParticipant(slug, studyKey, values)
          if (!result.ok) return result
          toast.success(`Participant ${result.code} added`)
          await queries.invalidateQueries()
          router.push(paths.participant(slug, studyKey, result.code))
        }}
      >
        <FormError />
        <div className="grid grid-cols-[1fr_auto] items-start gap-2">
          <Field
            name="code"
            label="Code"
            help="Random and with a check character against typing errors. You can enter one of your own that says nothing about the person."
            required
          >
            <Input autoComplete="off" spellCheck={false} />
          </Field>
          <Button
            className="mt-6.5"
            onClick={() => form.setValue('code', newCode(), { shouldValidate: true })}
          >
            <RefreshCw aria-hidden />
            Another
          </Button>
        </div>
        <div className="grid gap-5 sm:grid-cols-2">
          <Field name="status" label="Status" required>
            <Select options={statusOptions} />
          </Field>
          {isPastEnrolment(status) && (
            <Field name="enrolledOn" label="Enrolled on" help="Today, if left empty.">
              <DateInput />
            </Field>
          )}
        </div>
        <ParticipantFields viewer={viewer} {...choices} />
        {canRole(viewer.role, 'ParticipantIdentity', 'create') && (
          <fieldset className="grid gap-4 border-t pt-5">
            <legend className="sr-only">Identity</legend>
            <p className="font-medium">Who the person is</p>
            <p className="-mt-3 text-[0.8125rem] text-ink-muted">
              Kept apart from the code: viewers never see it, and it can be erased by itself.
            </p>
            {identified ? (
              <IdentityFields prefix="identity." />
            ) : (
              <div>
                <Button size="sm" onClick={() => setIdentified(true)}>
                  Enter name or contact
                </Button>
              </div>
            )}
          </fieldset>
        )}
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Add participant</SubmitButton>
          <LinkButton variant="ghost" href={paths.participants(slug, studyKey)}>
            Cancel
          </LinkButton>
        </div>
      </Form>
    </Card>
  )
}
