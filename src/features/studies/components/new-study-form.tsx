'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useRef } from 'react'
import { useForm } from 'react-hook-form'
import { Card } from '@/components/card'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { LinkButton } from '@/components/link-button'
import { toast } from '@/components/toast'
import { useCreateStudy } from '@/generated/hooks/study'
import { paths } from '@/lib/paths'
import { suggestKey } from '@/lib/suggest-key'
import { newStudy, RESERVED_STUDY_KEYS } from '../schema'
import { StudyFields, studyInput } from './study-fields'

type NewStudyFormProps = {
  slug: string
  /** The space's zone, which a study takes over unless told otherwise. */
  timeZone: string
  /** Keys of the studies that exist. */
  takenKeys: string[]
}

/** Creates a study as a draft and opens it. */
export function NewStudyForm({ slug, timeZone, takenKeys }: NewStudyFormProps) {
  const router = useRouter()
  const create = useCreateStudy()
  const suggested = useRef('')
  const form = useForm({
    resolver: zodResolver(newStudy),
    defaultValues: { ...studyInput({ timeZone }), key: '' },
  })

  /** Follows the title until somebody writes a key of their own. */
  function suggest(title: string) {
    const key = form.getValues('key')
    if (key !== '' && key !== suggested.current) return
    suggested.current =
      title.trim() && suggestKey(title, [...takenKeys, ...RESERVED_STUDY_KEYS], 'study')
    form.setValue('key', suggested.current, { shouldValidate: form.formState.isSubmitted })
  }

  return (
    <Card>
      <Form
        form={form}
        className="max-w-2xl"
        onSubmit={async (values) => {
          await create.mutateAsync({ data: values })
          toast.success('Study created as a draft')
          router.push(paths.study(slug, values.key))
        }}
      >
        <FormError />
        <Field name="title" label="Title" required>
          <Input onChange={(event) => suggest(event.target.value)} />
        </Field>
        <Field
          name="key"
          label="Key"
          help="Short name in addresses and files. It cannot change later, because links contain it."
          required
        >
          <Input spellCheck={false} autoCapitalize="none" />
        </Field>
        <StudyFields />
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Create study</SubmitButton>
          <LinkButton variant="ghost" href={paths.studies(slug)}>
            Cancel
          </LinkButton>
        </div>
      </Form>
    </Card>
  )
}
