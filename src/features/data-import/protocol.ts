import type { ImportReport } from '../import/protocol'

export const DATA_IMPORT_ADDRESS = '/api/data/import'

export type DataReport = ImportReport & {
  /** Lines of some of the rows whose records are there already. */
  knownLines: number[]
}
