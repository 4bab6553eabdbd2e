'use client'
import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { Card } from '@/components/card'
import { ChangedNotice } from '@/components/changed-notice'
import { Field } from '@/components/field'
import { Form, FormError, SubmitButton } from '@/components/form'
import { Input } from '@/components/input'
import { toast } from '@/components/toast'
import { useUpdateStudy } from '@/generated/hooks/study'
import type { Study } from '@/generated/zenstack/client'
import { unlessChanged, useEditedRow } from '@/lib/query/use-edited-row'
import { studyDetails } from '../schema'
import { StudyFields, studyInput } from './study-fields'

/** Edits a study; two people who edit it at once are told, and overwrite nothing. */
export function StudySettingsForm({ study }: { study: Study }) {
  const update = useUpdateStudy()
  const { loaded, setLoaded, newer } = useEditedRow(study)
  const form = useForm({ resolver: zodResolver(studyDetails), defaultValues: studyInput(loaded) })

  function take(current: Study) {
    setLoaded(current)
    form.reset(studyInput(current))
  }

  return (
    <Card title="Details">
      <Form
        form={form}
        className="max-w-2xl"
        onSubmit={async (values) => {
          const where = { id: loaded.id, updatedAt: loaded.updatedAt }
          const saved = await unlessChanged(
            update.mutateAsync({ where, data: values }),
            'this study',
          )
          if (saved) take(saved)
          toast.success('Study saved')
        }}
      >
        {newer && <ChangedNotice what="this study" onTake={() => take(newer)} />}
        <FormError />
        <Field name="title" label="Title" required>
          <Input />
        </Field>
        <StudyFields />
        <div>
          <SubmitButton>Save changes</SubmitButton>
        </div>
      </Form>
    </Card>
  )
}
