import type { StudioModel } from '@/lib/studio/models'
import type { ImportChoices } from '../import/plan'
import { type ImportState, useImport } from '../import/use-import'
import { guessTargets } from './guess'
import type { Target } from './plan'
import { DATA_IMPORT_ADDRESS, type DataReport } from './protocol'

export type DataImportState = ImportState<Target, ImportChoices, DataReport>

/** The state of an import of records of one model. */
export function useDataImport(space: string, model: StudioModel): DataImportState {
  return useImport<Target, ImportChoices, DataReport>({
    address: (mode) =>
      `${DATA_IMPORT_ADDRESS}?${new URLSearchParams({ space, model: model.address, mode })}`,
    guess: (columns) =>
      guessTargets(
        model,
        columns.map(({ header }) => header),
      ),
    none: null,
    firstChoices: { known: 'skip', refused: 'stop' },
  })
}
