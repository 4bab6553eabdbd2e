'use client'

import { paths } from '@/lib/paths'
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
      description="A CSV file with one row per participant and the names of the columns in the first row, as REDCap, Excel and other programs export it."
      columns={(moves) => (
        <ColumnsStep state={state} mayWriteIdentity={mayWriteIdentity} {...moves} />
      )}
      check={(moves) => <ParticipantCheck state={state} study={study} {...moves} />}
      target={{
        href: paths.participants(address.space, address.study),
        label: 'Show the participants',
      }}
    />
  )
}
