'use client'

import { paths } from '@/lib/paths'
import { FileStep } from '../../import/components/file-step'
import { ImportDone } from '../../import/components/import-done'
import { ImportFrame } from '../../import/components/import-frame'
import type { StudyScope } from '../cells'
import { type ImportAddress, useParticipantImport } from '../use-import'
import { ParticipantCheck } from './check-step'
import { ColumnsStep } from './columns-step'

export type ImportWizardProps = {
  address: ImportAddress
  study: StudyScope
  mayWriteIdentity: boolean
}

/** From a file to participants. */
export function ImportWizard({ address, study, mayWriteIdentity }: ImportWizardProps) {
  const state = useParticipantImport(address, mayWriteIdentity)
  return (
    <ImportFrame
      state={state}
      steps={{
        file: (goTo) => (
          <FileStep
            state={state}
            description="A CSV file with one row per participant and the names of the columns in the first row, as REDCap, Excel and other programs export it."
            onNext={() => goTo('columns')}
          />
        ),
        columns: (goTo) => (
          <ColumnsStep
            state={state}
            mayWriteIdentity={mayWriteIdentity}
            onBack={() => goTo('file')}
            onNext={() => {
              goTo('check')
              void state.check()
            }}
          />
        ),
        check: (goTo) => (
          <ParticipantCheck state={state} study={study} onBack={() => goTo('columns')} />
        ),
        done: (goTo) =>
          state.done && (
            <ImportDone
              report={state.done}
              target={{
                href: paths.participants(address.space, address.study),
                label: 'Show the participants',
              }}
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
