'use client'
import { useState } from 'react'
import { toast } from '@/components/toast'
import { unlessChanged, useEditedRow } from '@/lib/query/use-edited-row'
import type { StudioModel, StudioRow } from '@/lib/studio/models'
import { type FormValues, formFields, valuesOf } from '../form-values'
import { ConflictTable } from './conflict-table'
import { RecordForm } from './record-form'
import { useStudioScope } from './studio-scope'
import { useRecordWrite } from './use-records'

type EditRecordProps = {
  model: StudioModel
  /** As it is now, whoever changed it last. */
  row: StudioRow
  onChanged: () => void
}

/** Changes a record; edits of others to the same record are shown beside one's own. */
export function EditRecord({ model, row, onChanged }: EditRecordProps) {
  const { slug, userId, zone } = useStudioScope()
  const update = useRecordWrite(model, 'update')
  const { loaded, setLoaded, newer } = useEditedRow(row)
  const [kept, setKept] = useState<FormValues>({})
  const fields = formFields(model, false)
  const former = valuesOf(fields, loaded, zone)

  return (
    <RecordForm
      // Begins anew when somebody goes on from another version of the record.
      key={loaded.updatedAt.getTime()}
      model={model}
      fields={fields}
      row={loaded}
      former={former}
      start={former}
      typed={kept}
      draftKey={model.readsRecorded ? undefined : `draft/${userId}/${slug}/${model.name}/${row.id}`}
      submitLabel="Save changes"
      notice={(dirty) =>
        newer && (
          <ConflictTable
            model={model}
            former={former}
            now={valuesOf(fields, newer, zone)}
            mine={dirty()}
            onTake={() => {
              setKept({})
              setLoaded(newer)
            }}
            onKeep={() => {
              setKept(dirty())
              setLoaded(newer)
            }}
          />
        )
      }
      onSave={async (data) => {
        if (Object.keys(data).length === 0) return
        const where = { id: loaded.id, updatedAt: loaded.updatedAt }
        const columns = Object.fromEntries(Object.keys(data).map((column) => [column, true]))
        const select = { ...columns, id: true, updatedAt: true }
        try {
          const saved = await unlessChanged(
            update.mutateAsync({ where, data, select }),
            `this ${model.label.toLowerCase()}`,
          )
          toast.success(`${model.label} saved`)
          setKept({})
          if (saved) setLoaded({ ...loaded, ...saved })
        } finally {
          onChanged()
        }
      }}
    />
  )
}
