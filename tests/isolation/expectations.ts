import type { Role } from '@/generated/prisma/enums'
import { spaceModels, type Table } from '@/generated/tenancy'
import type { Persona } from '../support/personas'

/**
 * Which roles may do what with the rows of their active space, as the product promises it; written by
 * hand, not read from schema.zmodel. A model that is not named here is expected to keep to the rules
 * of every record, and history to be readable only: a new model needs a line only if it is stricter.
 */

export type Right = 'read' | 'create' | 'update' | 'delete'
type Rights = Record<Right, readonly Role[]>

const everybody = ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'] as const
const staff = ['OWNER', 'ADMIN', 'COORDINATOR'] as const
const managers = ['OWNER', 'ADMIN'] as const

const record: Rights = { read: everybody, create: staff, update: staff, delete: managers }
const history: Partial<Rights> = { create: [], update: [], delete: [] }

const exceptions: Record<string, Partial<Rights>> = {
  Invitation: { read: managers, create: managers, update: managers },
  ParticipantIdentity: { read: staff },
  // The rows of the suite are the owner's, and shared.
  SavedView: { create: everybody, update: ['OWNER'], delete: ['OWNER'] },
  // Only an upload makes one.
  File: { create: [] },
  AuditEvent: { read: managers },
  AuditLink: { read: managers },
}

/** The models whose rows belong to a space, with the rights that are expected of them. */
export const subjects: readonly { table: Table; rights: Rights }[] = spaceModels.map((table) => ({
  table,
  rights: { ...record, ...(table.appendOnly && history), ...exceptions[table.name] },
}))

export type Side = 'a' | 'b'

/** Whether a persona has a right on the rows of one of the two spaces. */
export function has(rights: Rights, right: Right, { acts, lives }: Persona, side: Side): boolean {
  return acts === side && lives !== null && rights[right].includes(lives)
}
