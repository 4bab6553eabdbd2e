import type { Baseline } from '../participants/baseline'
import type { ParticipantStatus } from '../participants/status'

/** A row as it would be stored: only what the file says, nothing for empty cells. */
export type Draft = {
  line: number
  participant: {
    code?: string
    status?: ParticipantStatus
    armId?: string
    locale?: string
    timeZone?: string
    enrolledAt?: Date
    isTest?: boolean
  }
  identity: {
    givenName?: string
    familyName?: string
    /** Lower case. */
    email?: string
    phone?: string
    address?: string
    /** `YYYY-MM-DD`. */
    birthDate?: string
  }
  baseline: Baseline
}
