/**
 * Reads schema.zmodel for the plugins of this folder: its models with their columns, relations, keys
 * and what `@@meta`, `@meta` and `///` comments say of them.
 */
const { getDataModels } = require('@zenstackhq/sdk')

/** Every model, those of a space being the ones that extend `base`. */
const readModels = (schema, { base }) => getDataModels(schema).map((model) => modelOf(model, base))

function modelOf(dataModel, base) {
  const columns = []
  const relations = []
  for (const field of dataModel.fields) {
    const target = field.type.reference?.ref
    if (target?.$type === 'DataModel') relations.push(relationOf(field, target))
    else columns.push(columnOf(field))
  }
  return {
    name: dataModel.name,
    inSpace: dataModel.fields.some(({ $inheritedFrom }) => $inheritedFrom?.name === base),
    appendOnly: metaOf(dataModel, '@@meta', 'append-only') === true,
    audit: metaOf(dataModel, '@@meta', 'audit'),
    fences: Object.fromEntries(
      ['select', 'update', 'delete']
        .map((command) => [command, metaOf(dataModel, '@@meta', `fence.${command}`)])
        .filter(([, condition]) => condition !== undefined),
    ),
    columns,
    relations,
    keys: keysOf(dataModel),
  }
}

function columnOf(field) {
  return {
    name: field.name,
    type: field.type.type ?? field.type.reference.$refText,
    optional: field.type.optional,
    list: field.type.array,
    frozen: attributesOf(field, '@deny').some((attribute) => isFrozen(attribute)),
    audit: metaOf(field, '@meta', 'audit'),
  }
}

/** `@deny('update', true)`: nobody changes the column. */
function isFrozen({ args: [operations, condition] }) {
  return (
    operations.value.value.split(',').some((name) => name.trim() === 'update') &&
    condition.value.value === true
  )
}

function relationOf(field, target) {
  const [relation] = attributesOf(field, '@relation')
  return {
    name: field.name,
    model: target.name,
    optional: field.type.optional,
    list: field.type.array,
    fields: listOf(relation, 'fields'),
    references: listOf(relation, 'references'),
  }
}

/** Primary and unique keys, each a list of columns. */
function keysOf(dataModel) {
  const ofFields = dataModel.fields
    .filter((field) => attributesOf(field, '@id', '@unique').length > 0)
    .map((field) => [field.name])
  const ofModel = attributesOf(dataModel, '@@id', '@@unique').map((attribute) =>
    attribute.args[0].value.items.map((item) => item.target.$refText),
  )
  return [...ofFields, ...ofModel]
}

const attributesOf = (owner, ...names) =>
  owner.attributes.filter((attribute) => names.includes(attribute.decl.$refText))

function metaOf(owner, attribute, name) {
  const found = attributesOf(owner, attribute).find(({ args }) => args[0].value.value === name)
  return found?.args[1].value.value
}

function listOf(attribute, name) {
  const argument = attribute?.args.find((arg) => (arg.name ?? arg.$resolvedParam?.name) === name)
  return argument ? argument.value.items.map((item) => item.target.$refText) : []
}

/** The `///` comment above a model or field, as one text; empty without one. */
const commentOf = (owner) =>
  (owner.comments ?? [])
    .map((line) => line.replace(/^\/\/\/\s?/, ''))
    .join('\n')
    .trim()

module.exports = { attributesOf, commentOf, metaOf, readModels }
