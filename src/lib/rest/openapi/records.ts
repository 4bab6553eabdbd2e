import { delegateName, type StudioField } from '../../studio/models'
import { isWritable, type Resource, resourceOfModel } from '../resources'
import { exactly, listOf, oneOf, orNull, ref, type Schema, sentences } from './schema'
import { initialSentence, shownValue, writtenValue } from './values'

/**
 * The schemas of a resource. Their names begin with that of the model and go on after a dot, which no
 * name of a model has: so none is that of another.
 */
export function schemasOf(resource: Resource): Record<string, Schema> {
  const { model, can } = resource
  const { name } = model
  return {
    [name]: complete(resource),
    [`${name}.ref`]: exactly({ type: typeOf(resource), id: ID }),
    [`${name}.attributes`]: exactly(attributesOf(resource), []),
    [`${name}.relationships`]: exactly(relationshipsOf(resource), []),
    [`${name}.shown`]: {
      ...exactly(membersOf(resource), ['type', 'id', 'attributes', 'links']),
      ...sentences(`${model.label}, with the fields that were asked for; with all by default.`),
    },
    [`${name}.document`]: document({ data: ref(`${name}.shown`) }, resource),
    [`${name}.written`]: document({ data: ref(name) }),
    [`${name}.list`]: listDocument(resource),
    ...(can.create && { [`${name}.new`]: newRecord(resource, false) }),
    ...(can.update && { [`${name}.change`]: change(resource, ['type', 'id']) }),
  }
}

const typeOf = ({ type }: Resource): Schema => ({ type: 'string', const: type })
const ID: Schema = { type: 'string', minLength: 1 }

const attributesOf = ({ attributes }: Resource) =>
  Object.fromEntries(attributes.map((field) => [field.name, shownValue(field)]))

function relationshipsOf({ links, children }: Resource): Record<string, Schema> {
  const ofLinks = links.map((field) => {
    const target = resourceOfModel(field.type)
    const other = target
      ? ref(`${field.type}.ref`)
      : exactly({ type: { type: 'string', const: delegateName(field.type) }, id: ID })
    const schema = exactly({
      data: field.nullable ? orNull(other) : other,
      links: ref('api.related'),
    })
    return [field.name, { title: field.label, ...schema }] as const
  })
  const ofChildren = children
    .filter(({ model }) => resourceOfModel(model))
    .map((child) => [child.name, exactly({ links: ref('api.related') })] as const)
  return Object.fromEntries([...ofLinks, ...ofChildren])
}

function membersOf(resource: Resource): Record<string, Schema> {
  const { name } = resource.model
  const related = Object.keys(relationshipsOf(resource)).length > 0
  return {
    type: typeOf(resource),
    id: ID,
    attributes: ref(`${name}.attributes`),
    ...(related && { relationships: ref(`${name}.relationships`) }),
    links: ref('api.self'),
  }
}

/** With every field, as writes answer. */
function complete(resource: Resource): Schema {
  const { model } = resource
  const members = membersOf(resource)
  const whole = (name: string, of: Record<string, Schema>): Schema => ({
    allOf: [ref(name)],
    required: Object.keys(of),
  })
  return {
    ...exactly({
      ...members,
      attributes: whole(`${model.name}.attributes`, attributesOf(resource)),
      ...(members.relationships && {
        relationships: whole(`${model.name}.relationships`, relationshipsOf(resource)),
      }),
    }),
    title: model.label,
    ...sentences(model.help),
  }
}

function document(members: Record<string, Schema>, included?: Resource): Schema {
  const others = included ? includable(included) : []
  return exactly(
    {
      jsonapi: ref('api.version'),
      links: ref('api.self'),
      ...members,
      ...(others.length > 0 && { included: includedList(others) }),
    },
    ['jsonapi', 'links', ...Object.keys(members)],
  )
}

function listDocument(resource: Resource): Schema {
  const others = includable(resource)
  return exactly(
    {
      jsonapi: ref('api.version'),
      links: ref('api.pages'),
      data: listOf(ref(`${resource.model.name}.shown`)),
      ...(others.length > 0 && { included: includedList(others) }),
      meta: ref('api.total'),
    },
    ['jsonapi', 'links', 'data'],
  )
}

const includedList = (others: Resource[]) =>
  listOf(
    oneOf(
      others.map(({ model }) => ref(`${model.name}.shown`)),
      'anyOf',
    ),
  )

/** What can be included with a resource: whatever its links lead to, however far. */
export function includable(resource: Resource): Resource[] {
  const found = new Set<Resource>()
  const follow = ({ links }: Resource) => {
    for (const { type } of links) {
      const target = resourceOfModel(type)
      if (!target || found.has(target)) continue
      found.add(target)
      follow(target)
    }
  }
  follow(resource)
  return [...found]
}

// ---------------------------------------------------------------------------------------------
// What is sent
// ---------------------------------------------------------------------------------------------

/** A record to be made. @param local in operations, where records of one request name each other. */
export function newRecord(resource: Resource, local: boolean): Schema {
  const fields = resource.model.fields.filter(isWritable)
  return exactly(
    {
      type: typeOf(resource),
      ...(local && { lid: LOCAL_ID }),
      ...written(resource, fields, { isNew: true, local }, (field) => [
        ...initialSentence(field),
        ...(field.frozen ? [FROZEN] : []),
      ]),
    },
    ['type', ...membersWith(fields.filter(({ required }) => required))],
  )
}

const LOCAL_ID: Schema = {
  type: 'string',
  minLength: 1,
  description:
    'A name of your own, by which later operations of the same request mean this record.',
}

/** A record to be changed. */
export function change(resource: Resource, required: string[], local = false): Schema {
  const fields = resource.model.fields.filter((field) => isWritable(field) && !field.frozen)
  const members = written(resource, fields, { isNew: false, local }, () => [])
  return exactly({ type: typeOf(resource), id: ID, ...members }, required)
}

const membersWith = (fields: StudioField[]) => [
  ...(fields.some(({ kind }) => kind !== 'link') ? ['attributes'] : []),
  ...(fields.some(({ kind }) => kind === 'link') ? ['relationships'] : []),
]

const FROZEN = 'Stays as it is made.'

function written(
  { model }: Resource,
  fields: StudioField[],
  { isNew, local }: { isNew: boolean; local: boolean },
  more: (field: StudioField) => string[],
) {
  const [links, columns] = [true, false].map((isLink) =>
    fields.filter(({ kind }) => (kind === 'link') === isLink),
  ) as [StudioField[], StudioField[]]
  const required = (of: StudioField[]) =>
    of.filter((one) => isNew && one.required).map(({ name }) => name)
  const properties = (of: StudioField[], schema: (field: StudioField) => Schema) =>
    Object.fromEntries(of.map((field) => [field.name, schema(field)]))
  return {
    ...(columns.length > 0 && {
      attributes: exactly(
        properties(columns, (field) => writtenValue(model, field, more(field))),
        required(columns),
      ),
    }),
    ...(links.length > 0 && {
      relationships: exactly(
        properties(links, (field) => writtenLink(field, local, more(field))),
        required(links),
      ),
    }),
  }
}

function writtenLink(field: StudioField, local: boolean, more: string[]): Schema {
  const target = resourceOfModel(field.type)
  const type: Schema = { type: 'string', const: delegateName(field.type) }
  const identifier = target ? ref(`${field.type}.ref`) : exactly({ type, id: ID })
  const kinds = [
    identifier,
    ...(local ? [exactly({ type, lid: { type: 'string', minLength: 1 } })] : []),
    ...(field.nullable ? [{ type: 'null' }] : []),
  ]
  return {
    title: field.label,
    ...exactly({ data: oneOf(kinds, 'anyOf') }),
    ...sentences(field.help, ...more),
  }
}
