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

/** Why a row cannot be imported. */
export type Finding = {
  line: number
  /** Header of the column; empty where the row as a whole is at fault. */
  column: string
  /** What stands there, shortened. */
  value: string
  /** A sentence for the person who made the file. */
  reason: string
}

const SHOWN = 60

export function finding(line: number, column: string, value: string, reason: string): Finding {
  const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value
  return { line, column, value: shown, reason }
}
