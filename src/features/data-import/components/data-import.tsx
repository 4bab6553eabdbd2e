'use client'
import { paths } from '@/lib/paths'
import type { StudioModel } from '@/lib/studio/models'
import { useStudioScope } from '../../data/components/studio-scope'
import { ImportFrame } from '../../import/components/import-frame'
import { useDataImport } from '../use-import'
import { ColumnsStep } from './columns-step'
import { FieldList } from './field-list'
import { RecordsCheck } from './records-check'

/** From a file to records of one model. */
export function DataImport({ model }: { model: StudioModel }) {
  const { slug } = useStudioScope()
  const state = useDataImport(slug, model)
  return (
    <ImportFrame
      state={state}
      description={`A CSV file with one row per ${model.label.toLowerCase()} and the names of the columns in the first row. A file that was exported here as CSV is read as it is.`}
      about={<FieldList model={model} />}
      columns={(moves) => <ColumnsStep state={state} model={model} {...moves} />}
      check={(moves) => <RecordsCheck state={state} model={model} {...moves} />}
      target={{
        href: paths.records(slug, model.address),
        label: `Show the ${model.plural.toLowerCase()}`,
      }}
    />
  )
}
