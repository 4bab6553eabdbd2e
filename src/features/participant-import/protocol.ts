import type { ImportReport } from '../import/protocol'

export const IMPORT_ADDRESS = '/api/import/participants'

export type ParticipantReport = ImportReport & {
  /** Some of the codes that the study knows already. */
  knownCodes: string[]
}
