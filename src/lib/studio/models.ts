import { type StudioField, type StudioModel, studioModels } from '@/generated/studio'
import { canRole, type Model, type Role } from '../auth/access'

export type { StudioField, StudioModel }

/** The models of a space, as people meet them; src/generated/studio.ts says where that is declared. */

/** A record of any model. */
export type StudioRow = { id: string; updatedAt: Date } & Record<string, unknown>

const byAddress = new Map(studioModels.map((model) => [model.address, model]))
const byName = new Map(studioModels.map((model) => [model.name, model]))

/** The model with this part of an address ("status-event"), if there is one. */
export const modelAt = (address: string): StudioModel | undefined => byAddress.get(address)

/** The model of this name, if its records belong to a space. */
export const modelNamed = (name: string): StudioModel | undefined => byName.get(name)

/** The models of which a role may see records. */
export const readableModels = (role: Role): StudioModel[] =>
  studioModels.filter((model) => mayDo(role, model, 'read'))

/** Whether a role may do it to any record of a model, here in the studio. */
export function mayDo(
  role: Role,
  { name }: Pick<StudioModel, 'name'>,
  operation: 'read' | 'create' | 'update' | 'delete',
): boolean {
  const isElsewhere = operation !== 'read' && modelNamed(name)?.shownOnly
  return !isElsewhere && canRole(role, name as Model, operation)
}

/** `StatusEvent` as clients and addresses of the API call it: `statusEvent`. */
export const delegateName = (model: string): string =>
  model.charAt(0).toLowerCase() + model.slice(1)

export const fieldNamed = (
  { fields }: Pick<StudioModel, 'fields'>,
  name: string,
): StudioField | undefined => fields.find((field) => field.name === name)

/** The column in which a field is stored: of a link the one with the other record's id. */
export const columnOf = ({ name, column }: StudioField): string => column ?? name

/** What people may enter when they make a record. */
export const creatableFields = ({ fields }: StudioModel): StudioField[] =>
  fields.filter(({ given }) => !given)

/** What people may change in a record. */
export const editableFields = (model: StudioModel): StudioField[] =>
  creatableFields(model).filter(({ frozen, kind }) => !frozen && kind !== 'bytes')

/** What of a record is asked for to show these fields; links come with what the other record is called by. */
export function selectionOf(model: StudioModel, fields: readonly StudioField[], role: Role) {
  const select: Record<string, true | { select: Record<string, true> }> = {
    id: true,
    updatedAt: true,
    [model.title]: true,
  }
  for (const field of fields) {
    if (field.kind !== 'link') {
      select[field.name] = true
      continue
    }
    for (const column of keyColumns(field)) select[column] = true
    const target = modelNamed(field.type)
    // Looking at some records is recorded; they are not looked at by the way.
    if (!target || target.readsRecorded || !mayDo(role, target, 'read')) continue
    select[field.name] = { select: { id: true, [target.title]: true } }
  }
  return select
}

/** Every column of a link's key but the space. */
export const keyColumns = (field: StudioField): string[] => [
  columnOf(field),
  ...[...(field.narrowedBy ?? []), ...(field.carries ?? [])].map(({ column }) => column),
]

/** The columns of the other record that those that link to it take over, as a selection. */
export const carriedSelect = ({ carries = [] }: StudioField): Record<string, true> =>
  Object.fromEntries([['id', true], ...carries.map(({ references }) => [references, true])])
