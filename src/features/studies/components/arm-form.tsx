'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRef } from 'react'
import { useForm } from 'react-hook-form'
import { Button } from '@/components/button'
import { ChangedNotice } from '@/components/changed-notice'
import { DialogActions, DialogClose } from '@/components/dialog'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import type { Arm } from '@/generated/zenstack/client'
import { suggestKey } from '@/lib/suggest-key'
import { type ArmData, type ArmInput, armDetails } from '../schema'

type ArmFormProps = {
  /** The arm to edit; without one the form is for a new arm. */
  arm?: Arm
  /** What somebody else saved since the form was opened. */
  newer?: Arm
  onTakeNewer?: () => void
  /** Somebody is in the arm, so its key stands in files already. */
  used?: boolean
  takenKeys: string[]
  onSave: (values: ArmData) => Promise<void>
}

const inputOf = (arm?: Arm): ArmInput => ({
  key: arm?.key ?? '',
  title: arm?.title ?? '',
  maskedLabel: arm?.maskedLabel ?? '',
  ratio: String(arm?.ratio ?? 1),
})

/** The form of an arm, inside a dialog. Mount it anew for another version of the arm. */
export function ArmForm({ arm, newer, onTakeNewer, used, takenKeys, onSave }: ArmFormProps) {
  const suggested = useRef('')
  const form = useForm({ resolver: zodResolver(armDetails), defaultValues: inputOf(arm) })

  function suggest(title: string) {
    const key = form.getValues('key')
    if (arm || (key !== '' && key !== suggested.current)) return
    suggested.current = title.trim() && suggestKey(title, takenKeys, 'arm')
    form.setValue('key', suggested.current, { shouldValidate: form.formState.isSubmitted })
  }

  return (
    <Form form={form} onSubmit={onSave}>
      {newer && onTakeNewer && <ChangedNotice what="this arm" onTake={onTakeNewer} />}
      <FormError />
      <Field name="title" label="Title" help="What happens in this arm." required>
        <Input onChange={(event) => suggest(event.target.value)} />
      </Field>
      <Field
        name="key"
        label="Key"
        help={
          used
            ? 'It cannot change any more, because participants are in this arm.'
            : 'Short name in files. It can change until the first participant is in this arm.'
        }
        required
      >
        <Input spellCheck={false} autoCapitalize="none" readOnly={used} />
      </Field>
      <Field
        name="maskedLabel"
        label="Masked label"
        help="In a blinded study, coordinators and viewers see this instead of the title, such as “Group A”. Without one they see the title."
      >
        <Input />
      </Field>
      <Field
        name="ratio"
        label="Share"
        help="How many join this arm for each one in an arm with share 1."
        required
      >
        <Input inputMode="numeric" />
      </Field>
      <DialogActions>
        <DialogClose asChild>
          <Button>Cancel</Button>
        </DialogClose>
        <SubmitButton>{arm ? 'Save changes' : 'Add arm'}</SubmitButton>
      </DialogActions>
    </Form>
  )
}
