/**
 * What schema.zmodel may not contain: gaps in the border between spaces, and what would not do what it
 * seems to do. Each is named with the model and the line to write instead.
 */
const { fieldFaults } = require('./gaps-fields.cjs')
const { relationFaults } = require('./gaps-relations.cjs')
const { ruleFaults } = require('./gaps-rules.cjs')

/** One line for each fault of a model, read by schema-reader.cjs. */
function faultsOf(model, models, options) {
  return [
    ...baseFaults(model, options),
    ...(model.inSpace ? keyFaults(model) : []),
    ...relationFaults(model, models, options),
    ...fieldFaults(model, options),
    ...ruleFaults(model, options),
  ].map((fault) => `  ${fault}`)
}

function baseFaults({ name, inSpace }, { base, globals }) {
  if (inSpace && globals.includes(name)) {
    return [`${name}: extends ${base} and stands in "globals" too. Remove it from "globals".`]
  }
  if (inSpace || globals.includes(name)) return []
  return [
    `${name}: belongs to no space. Write "model ${name} extends ${base} {", or add '${name}' to "globals" of the plugin tenancy if no organisation owns its rows.`,
  ]
}

function keyFaults({ name, keys }) {
  return [
    ...(keys.some((key) => String(key) === 'id,spaceId')
      ? []
      : [`${name}: others cannot link to it within their space. Write "@@unique([id, spaceId])".`]),
    ...keys
      .filter((key) => !key.includes('spaceId') && String(key) !== 'id')
      .map(
        (key) =>
          `${name}: a key over (${key.join(', ')}) would tell one space what another has. Write "@@unique([spaceId, ${key.join(', ')}])".`,
      ),
  ]
}

module.exports = { faultsOf }
