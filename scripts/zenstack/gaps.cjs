/** What a schema may not contain, because it could be reached from another space: each with the line to write. */

function faultsOf(model, models, { base, globals }) {
  const { name } = model
  if (!model.inSpace) {
    if (!globals.includes(name)) {
      return [
        `  ${name}: belongs to no space. Write "model ${name} extends ${base} {", or add '${name}' to "globals" of the plugin tenancy if no organisation owns its rows.`,
      ]
    }
    return foreignKeysOf(model, models).map(
      ({ name: field, model: target }) =>
        `  ${name}.${field}: a model outside all spaces cannot lead to ${target}, which is in one. Remove the relation, or write "model ${name} extends ${base} {".`,
    )
  }
  return [
    ...(globals.includes(name)
      ? [`  ${name}: extends ${base} and stands in "globals" too. Remove it from "globals".`]
      : []),
    ...(model.keys.some((key) => String(key) === 'id,spaceId')
      ? []
      : [
          `  ${name}: others cannot link to it within their space. Write "@@unique([id, spaceId])".`,
        ]),
    ...model.keys
      .filter((key) => !key.includes('spaceId') && String(key) !== 'id')
      .map(
        (key) =>
          `  ${name}: a key over (${key.join(', ')}) would tell one space what another has. Write "@@unique([spaceId, ${key.join(', ')}])".`,
      ),
    ...model.relations.flatMap((relation) => relationFaults(model, relation, models)),
  ]
}

const inSpace = (name, models) => models.find((model) => model.name === name)?.inSpace

/** Relations that hold the key of a row in a space. */
const foreignKeysOf = (model, models) =>
  model.relations.filter(
    (relation) => relation.fields.length > 0 && inSpace(relation.model, models),
  )

function relationFaults({ name }, relation, models) {
  if (!inSpace(relation.model, models)) return []
  const { name: field, model: target, fields, references, list } = relation
  if (fields.length === 0) {
    const back = models
      .find((model) => model.name === target)
      .relations.some((other) => other.model === name && other.fields.length > 0)
    return back || !list
      ? []
      : [
          `  ${name}.${field}: a many-to-many relation has no space. Write a model for the link that extends the base.`,
        ]
  }
  const at = fields.indexOf('spaceId')
  if (at >= 0 && references[at] === 'spaceId') return []
  return [
    `  ${name}.${field}: the key (${fields.join(', ')}) could lead into another space. Write "${field} ${target}${relation.optional ? '?' : ''} @relation(fields: [${fields.join(', ')}, spaceId], references: [${references.join(', ')}, spaceId], onDelete: Restrict, onUpdate: NoAction)".`,
  ]
}

module.exports = { faultsOf }
