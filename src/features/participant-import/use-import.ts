import { type ImportState, useImport } from '../import/use-import'
import { guessTargets } from './guess'
import type { ImportPlan, Target } from './plan'
import { IMPORT_ADDRESS, type ParticipantReport } from './protocol'

/** The study that participants are imported into: the slug of its space, and its key. */
export type ImportAddress = { space: string; study: string }

type Choices = Pick<ImportPlan, 'known' | 'refused' | 'firstStatus'>

const FIRST_CHOICES: Choices = { known: 'skip', refused: 'stop', firstStatus: 'SCREENING' }

/** The state of an import of participants. */
export function useParticipantImport(
  address: ImportAddress,
  mayWriteIdentity: boolean,
): ParticipantImport {
  return useImport<Target, Choices, ParticipantReport>({
    address: (mode) => `${IMPORT_ADDRESS}?${new URLSearchParams({ ...address, mode })}`,
    guess: (columns) => guessTargets(columns, { mayWriteIdentity }),
    none: { to: 'none' },
    firstChoices: FIRST_CHOICES,
  })
}

export type ParticipantImport = ImportState<Target, Choices, ParticipantReport>
