'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useRouter } from 'next/navigation'
import { useForm, useWatch } from 'react-hook-form'
import { Card } from '@/components/card'
import { ChangedNotice } from '@/components/changed-notice'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { Select } from '@/components/select'
import { TimeZoneSelect } from '@/components/time-zone-select'
import { toast } from '@/components/toast'
import { useUpdateSpace } from '@/generated/hooks/space'
import type { Space } from '@/generated/zenstack/client'
import { languageName } from '@/lib/languages'
import { unlessChanged, useEditedRow } from '@/lib/query/use-edited-row'
import { type SpaceSettings, spaceSettings } from '../schema'
import { LanguagesInput } from './languages-input'

const inputOf = ({ name, timeZone, locales, defaultLocale }: Space): SpaceSettings => ({
  name,
  timeZone,
  locales,
  defaultLocale,
})

/** Edits a space; two owners who edit it at once are told, and overwrite nothing. */
export function SettingsForm({ space }: { space: Space }) {
  const router = useRouter()
  const update = useUpdateSpace()
  const { loaded, setLoaded, newer } = useEditedRow(space)
  const form = useForm({ resolver: zodResolver(spaceSettings), defaultValues: inputOf(loaded) })
  const locales = useWatch({ control: form.control, name: 'locales' })

  function take(current: Space) {
    setLoaded(current)
    form.reset(inputOf(current))
  }

  return (
    <Card title="General">
      <Form
        form={form}
        className="max-w-2xl"
        onSubmit={async (data) => {
          const where = { id: loaded.id, updatedAt: loaded.updatedAt }
          const saved = await unlessChanged(update.mutateAsync({ where, data }), 'this space')
          if (saved) take(saved)
          toast.success('Settings saved')
          // Its name stands in the frame around this page as well.
          router.refresh()
        }}
      >
        {newer && <ChangedNotice what="this space" onTake={() => take(newer)} />}
        <FormError />
        <Field name="name" label="Name" required>
          <Input />
        </Field>
        <Field
          name="timeZone"
          label="Time zone"
          help="For dates and times in this space. Studies that exist keep their own."
          required
        >
          <TimeZoneSelect />
        </Field>
        <Field
          name="locales"
          label="Languages"
          help="In which participants can be addressed."
          required
        >
          <LanguagesInput />
        </Field>
        <Field
          name="defaultLocale"
          label="Default language"
          help="For participants who have not chosen one."
          required
        >
          <Select options={locales.map((tag) => ({ value: tag, label: languageName(tag) }))} />
        </Field>
        <div>
          <SubmitButton>Save changes</SubmitButton>
        </div>
      </Form>
    </Card>
  )
}
