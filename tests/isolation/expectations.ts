import type { Role } from '@/generated/prisma/enums'
import { spaceModels, type Table } from '@/generated/tenancy'
import type { Persona } from '../support/personas'

/**
 * Which roles may do what with the rows of their active space, as the product promises it; written by
 * hand, not read from schema.zmodel. A model that is not named here is expected to keep to the rules
 * of every record, and history to be readable only: a new model needs a line only if it is stricter.
 */

export type Right = 'read' | 'create' | 'update' | 'delete'
/** Roles, or only who made the row: the owners of the two spaces make the rows of the suite. */
type Rights = Record<Right, readonly Role[] | 'author'>

const everybody = ['OWNER', 'ADMIN', 'COORDINATOR', 'VIEWER'] as const
const staff = ['OWNER', 'ADMIN', 'COORDINATOR'] as const
const managers = ['OWNER', 'ADMIN'] as const

const record: Rights = { read: everybody, create: staff, update: staff, delete: managers }
const history: Partial<Rights> = { create: [], update: [], delete: [] }

const exceptions: Record<string, Partial<Rights>> = {
  Invitation: { read: managers, create: managers, update: managers },
  ParticipantIdentity: { read: staff },
  // The rows of the suite are shared.
  SavedView: { create: everybody, update: 'author', delete: 'author' },
  // Only an upload makes one.
  File: { create: [] },
  ApiKey: { read: managers, create: [], update: [], delete: [] },
  // Only the page of webhooks makes one, because of its secret.
  Webhook: { read: managers, create: [], update: managers },
  WebhookDelivery: { read: managers },
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
export function has(
  rights: Rights,
  right: Right,
  { name, acts, lives }: Persona,
  side: Side,
): boolean {
  if (acts !== side || lives === null) return false
  const roles = rights[right]
  return roles === 'author' ? name === AUTHORS[side] : roles.includes(lives)
}

const AUTHORS = { a: 'owner', b: 'owner of B' } as const

/** Whether a persona has all rights that a write takes; of a row that it makes itself it is the author. */
export function hasAll(
  rights: Rights,
  needed: readonly Right[],
  persona: Persona,
  side: Side,
): boolean {
  const makes = needed[0] === 'create'
  return needed.every((right) =>
    has(rights, makes && rights[right] === 'author' ? 'create' : right, persona, side),
  )
}
