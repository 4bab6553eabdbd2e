'use client'
import { paths } from '@/lib/paths'
import type { StudioModel } from '@/lib/studio/models'
import { useStudioScope } from '../../data/components/studio-scope'
import { FileStep } from '../../import/components/file-step'
import { ImportDone } from '../../import/components/import-done'
import { ImportFrame } from '../../import/components/import-frame'
import { useDataImport } from '../use-import'
import { ColumnsStep } from './columns-step'
import { FieldList } from './field-list'
import { RecordsCheck } from './records-check'

/** From a file to records of one model. */
export function DataImport({ model }: { model: StudioModel }) {
  const { slug } = useStudioScope()
  const state = useDataImport(slug, model)
  const many = model.plural.toLowerCase()
  return (
    <ImportFrame
      state={state}
      steps={{
        file: (goTo) => (
          <FileStep
            state={state}
            description={`A CSV file with one row per ${model.label.toLowerCase()} and the names of the columns in the first row. A file that was exported here as CSV is read as it is.`}
            onNext={() => goTo('columns')}
          >
            <FieldList model={model} />
          </FileStep>
        ),
        columns: (goTo) => (
          <ColumnsStep
            state={state}
            model={model}
            onBack={() => goTo('file')}
            onNext={() => {
              goTo('check')
              void state.check()
            }}
          />
        ),
        check: (goTo) => (
          <RecordsCheck state={state} model={model} onBack={() => goTo('columns')} />
        ),
        done: (goTo) =>
          state.done && (
            <ImportDone
              report={state.done}
              target={{ href: paths.records(slug, model.address), label: `Show the ${many}` }}
              onRestart={() => {
                state.restart()
                goTo('file')
              }}
            />
          ),
      }}
    />
  )
}
