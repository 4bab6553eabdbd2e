'use client'
import { useRouter } from 'next/navigation'
import { toast } from '@/components/toast'
import { paths } from '@/lib/paths'
import type { StudioModel, StudioRow } from '@/lib/studio/models'
import { formFields, initialValues, valuesOf } from '../form-values'
import { recordById } from '../queries'
import { RecordForm } from './record-form'
import { useStudioScope } from './studio-scope'
import { useRecordQuery, useRecordWrite } from './use-records'

type NewRecordProps = {
  model: StudioModel
  /** Values by the names of fields that the address gives. */
  given: Record<string, string>
  /** The record that is duplicated. */
  copyOf?: string
}

/** Makes a record. */
export function NewRecord({ model, given, copyOf }: NewRecordProps) {
  const { slug, role, userId, zone } = useStudioScope()
  const router = useRouter()
  const create = useRecordWrite(model, 'create')
  const fields = formFields(model, true)
  const original = useRecordQuery<StudioRow | null>(
    model,
    'findFirst',
    recordById(model, copyOf ?? '', role),
    { enabled: copyOf !== undefined, staleTime: Number.POSITIVE_INFINITY },
  )
  if (copyOf !== undefined && original.isPending) return null
  const start = original.data ? valuesOf(fields, original.data, zone) : initialValues(fields, given)

  return (
    <RecordForm
      model={model}
      fields={fields}
      start={start}
      draftKey={model.readsRecorded ? undefined : `draft/${userId}/${slug}/${model.name}/new`}
      submitLabel={`Add ${model.label.toLowerCase()}`}
      onSave={async (data) => {
        const made = await create.mutateAsync({ data, select: { id: true } })
        toast.success(`${model.label} added`)
        router.push(
          made ? paths.record(slug, model.address, made.id) : paths.records(slug, model.address),
        )
      }}
      onCancel={() => router.push(paths.records(slug, model.address))}
    />
  )
}
