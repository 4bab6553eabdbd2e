'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { Card } from '@/components/card'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { LanguageSelect } from '@/components/language-select'
import { LinkButton } from '@/components/link-button'
import { TimeZoneSelect } from '@/components/time-zone-select'
import { toast } from '@/components/toast'
import { newSpace } from '@/lib/auth/new-space'
import { paths } from '@/lib/paths'
import { suggestKey } from '@/lib/suggest-key'
import { createSpace } from '../actions'

/** Creates a space and opens it. */
export function NewSpaceForm() {
  const router = useRouter()
  const suggested = useRef('')
  const form = useForm({
    resolver: zodResolver(newSpace),
    defaultValues: { name: '', slug: '', timeZone: '', defaultLocale: 'en' },
  })
  const slug = useWatch({ control: form.control, name: 'slug' })

  // Only the browser knows where it is.
  useEffect(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
    if (form.getValues('timeZone') === '') form.setValue('timeZone', timeZone)
  }, [form])

  /** Follows the name until somebody writes an address of their own. */
  function suggest(name: string) {
    if (form.getValues('slug') !== suggested.current) return
    suggested.current = suggestKey(name, [], '')
    form.setValue('slug', suggested.current, { shouldValidate: form.formState.isSubmitted })
  }

  return (
    <Card className="max-w-2xl">
      <Form
        form={form}
        onSubmit={async (values) => {
          const outcome = await createSpace(values)
          if (!outcome.ok) return outcome
          toast.success('Space created')
          router.push(paths.space(outcome.slug))
        }}
      >
        <FormError />
        <Field name="name" label="Name" help="Usually your organisation or department." required>
          <Input autoComplete="organization" onChange={(event) => suggest(event.target.value)} />
        </Field>
        <Field
          name="slug"
          label="Address"
          help={`The space will be at ${paths.space(slug || '…')}. It cannot change later, because links contain it.`}
          required
        >
          <Input spellCheck={false} autoCapitalize="none" />
        </Field>
        <Field
          name="timeZone"
          label="Time zone"
          help="For dates and times in this space, and for new studies unless they choose another one."
          required
        >
          <TimeZoneSelect />
        </Field>
        <Field
          name="defaultLocale"
          label="Default language"
          help="In which participants are addressed unless they choose another one. More languages can follow in the settings."
          required
        >
          <LanguageSelect />
        </Field>
        <div className="flex flex-wrap gap-2">
          <SubmitButton>Create space</SubmitButton>
          <LinkButton variant="ghost" href={paths.home}>
            Cancel
          </LinkButton>
        </div>
      </Form>
    </Card>
  )
}
