import { access, type Extent, roles } from '@/generated/access'

/**
 * What a role may do in its space, as a table made from the rules in schema.zmodel. For showing and
 * hiding only: nothing is enforced here. Usable on the client.
 */

export type Role = (typeof roles)[number]
export type Model = keyof typeof access
export type Operation = 'read' | 'create' | 'update' | 'delete'

export { type Extent, roles }

/** How far a role may go with an operation: all rows of its space, some of them, or none. */
export function extentOf(role: Role, model: Model, operation: Operation): Extent {
  return access[model][operation][role]
}

/** Whether a role may do it to any row at all. */
export function canRole(role: Role, model: Model, operation: Operation): boolean {
  return extentOf(role, model, operation) !== 'none'
}
