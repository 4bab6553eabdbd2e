import { access, roles } from '@/generated/access'
import { studioModels } from '@/generated/studio'
import { delegateName, mayDo, type StudioField, type StudioModel } from '../studio/models'

/**
 * The models of a space as resources of the API: their type is the name that clients use
 * (`participantIdentity`), links are relationships and everything else attributes. Nothing is listed by
 * hand: a model added to schema.zmodel is a resource.
 */

export type Resource = {
  type: string
  model: StudioModel
  /** Columns that are no id and no key of a link. */
  attributes: readonly StudioField[]
  /** Links to one other record. */
  links: readonly StudioField[]
  /** Lists of records that hang on this one, by name. */
  children: StudioModel['children']
  /** What any role may do; what the caller may is for the rules to say. */
  can: Record<'create' | 'update' | 'delete', boolean>
}

function resourceOf(model: StudioModel): Resource {
  const can = (operation: 'create' | 'update' | 'delete') =>
    roles.some((role) => mayDo(role, model, operation))
  return {
    type: delegateName(model.name),
    model,
    attributes: model.fields.filter(({ kind, name }) => kind !== 'link' && name !== 'id'),
    links: model.fields.filter(({ kind }) => kind === 'link'),
    children: model.children,
    can: { create: can('create'), update: can('update'), delete: can('delete') },
  }
}

/** Those that any role may read. */
export const resources: readonly Resource[] = studioModels
  .filter(({ name }) =>
    roles.some((role) => access[name as keyof typeof access].read[role] !== 'none'),
  )
  .map(resourceOf)

const byType = new Map(resources.map((resource) => [resource.type, resource]))
const byModel = new Map(resources.map((resource) => [resource.model.name, resource]))

export const resourceOfType = (type: string): Resource | undefined => byType.get(type)
export const resourceOfModel = (name: string): Resource | undefined => byModel.get(name)

/** What the API's users may write of a resource; the server sets the rest. */
export const isWritable = ({ given, inherited }: StudioField): boolean => !given && !inherited
