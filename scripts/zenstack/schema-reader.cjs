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
    events: metaOf(dataModel, '@@meta', 'events'),
    allows: metaOf(dataModel, '@@meta', 'allows'),
    fences: Object.fromEntries(
      ['select', 'update', 'delete']
        .map((command) => [command, metaOf(dataModel, '@@meta', `fence.${command}`)])
        .filter(([, condition]) => condition !== undefined),
    ),
    columns,
    relations,
    keys: keysOf(dataModel),
    attributes: dataModel.attributes.map(attributeOf),
  }
}

/** What columns and relations have in common. */
const fieldOf = (field) => ({
  name: field.name,
  optional: field.type.optional,
  list: field.type.array,
  /** Stands in the model itself, not in its base. */
  own: !field.$inheritedFrom,
  attributes: field.attributes.map(attributeOf),
})

/** `auth() == null` */
const isOfNobody = (condition) =>
  condition?.operator === '==' &&
  condition.left.function?.$refText === 'auth' &&
  condition.right.$type === 'NullExpr'

function columnOf(field) {
  return {
    ...fieldOf(field),
    type: field.type.type ?? field.type.reference?.$refText,
    frozen: attributesOf(field, '@deny').some((attribute) => isFrozen(attribute)),
    audit: metaOf(field, '@meta', 'audit'),
  }
}

/** An attribute: its name, its operations if it is a rule, and the functions that it calls. */
const attributeOf = (attribute) => ({
  name: attribute.decl.$refText,
  own: !attribute.$inheritedFrom,
  operations: /^@@?(allow|deny)$/.test(attribute.decl.$refText)
    ? String(attribute.args[0]?.value.value)
        .split(',')
        .map((name) => name.trim())
    : [],
  /** A rule for whoever is not signed in, and for nobody else. */
  ofNobody: isOfNobody(attribute.args[1]?.value),
  calls: functionsIn(attribute.args.map(({ value }) => value)),
  names: attribute.args.map(({ name }) => name).filter(Boolean),
})

/** The names of the functions that expressions call, at any depth. */
function functionsIn(expressions) {
  return expressions.filter(Boolean).flatMap((expression) => {
    const inner = [
      ...['left', 'right', 'operand'].map((side) => expression[side]),
      ...(expression.items ?? []),
      ...(expression.args ?? []).map(({ value }) => value),
    ]
    const called = expression.$type === 'InvocationExpr' ? [expression.function.$refText] : []
    return [...called, ...functionsIn(inner)]
  })
}

/** `@deny('update', true)`: nobody changes the column. */
function isFrozen({ args: [operations, condition] }) {
  return (
    String(operations?.value.value)
      .split(',')
      .some((name) => name.trim() === 'update') && condition?.value.value === true
  )
}

function relationOf(field, target) {
  const [relation] = attributesOf(field, '@relation')
  return {
    ...fieldOf(field),
    model: target.name,
    fields: listOf(relation, 'fields'),
    references: listOf(relation, 'references'),
    onDelete: argumentOf(relation, 'onDelete')?.target?.$refText,
    onUpdate: argumentOf(relation, 'onUpdate')?.target?.$refText,
    /** Tells apart several relations between the same two models. */
    label: argumentOf(relation, 'name')?.value,
  }
}

/** Primary and unique keys, each a list of columns. */
function keysOf(dataModel) {
  const ofFields = dataModel.fields
    .filter((field) => attributesOf(field, '@id', '@unique').length > 0)
    .map((field) => [field.name])
  const ofModel = attributesOf(dataModel, '@@id', '@@unique').map((attribute) =>
    (attribute.args[0]?.value.items ?? []).map(nameIn),
  )
  return [...ofFields, ...ofModel]
}

const attributesOf = (owner, ...names) =>
  owner.attributes.filter((attribute) => names.includes(attribute.decl.$refText))

function metaOf(owner, attribute, name) {
  const found = attributesOf(owner, attribute).find(({ args }) => args[0]?.value.value === name)
  return found?.args[1]?.value.value
}

function argumentOf(attribute, name) {
  const argument = attribute?.args.find((arg) => (arg.name ?? arg.$resolvedParam?.name) === name)
  // Of the arguments of @relation only its label may stand without a name.
  const first = name === 'name' ? attribute?.args.find((arg) => !arg.name) : undefined
  return (argument ?? first)?.value
}

const listOf = (attribute, name) => (argumentOf(attribute, name)?.items ?? []).map(nameIn)
const nameIn = (item) => item.target?.$refText ?? ''

/** The `///` comment above a model or field, as one text; empty without one. */
const commentOf = (owner) =>
  (owner.comments ?? [])
    .map((line) => line.replace(/^\/\/\/\s?/, ''))
    .join('\n')
    .trim()

module.exports = { attributesOf, commentOf, metaOf, readModels }
