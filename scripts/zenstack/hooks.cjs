/**
 * ZenStack plugin: the hooks of @zenstackhq/tanstack-query, for the models that have a rule; the others
 * cannot be reached from a browser. Its generator takes half a second for a model, and what it writes
 * differs in the model's name only. So it runs once, for a model that stands for all of them.
 *
 * Options: those of @zenstackhq/tanstack-query.
 */
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require('node:fs')
const path = require('node:path')
const { getDataModels } = require('@zenstackhq/sdk')
const stock = require('@zenstackhq/tanstack-query')
const { lowerCaseFirst, paramCase } = require('@zenstackhq/runtime/local-helpers')
const { attributesOf } = require('./schema-reader.cjs')

/** A name that occurs nowhere else in what the generator writes. */
const STAND_IN = 'ModelToBeNamed'
/** What the generator looks for before it writes a hook. */
const OPERATIONS = [
  ...['createOne', 'createMany', 'findMany', 'findUnique', 'findFirst', 'updateOne', 'updateMany'],
  ...['upsertOne', 'deleteOne', 'deleteMany', 'aggregate', 'groupBy'],
]

exports.name = 'Hooks'

exports.default = async function run(schema, options) {
  const models = getDataModels(schema).filter((model) => attributesOf(model, '@@allow').length > 0)
  const output = path.resolve(path.dirname(options.schemaPath), options.output)
  const others = schema.declarations.filter(({ $type }) => $type !== 'DataModel')
  // Without operations it writes what is about all models: the index and their description.
  const noOperations = { mappings: { modelOperations: [] } }
  await stock.default({ ...schema, declarations: [...others, ...models] }, options, noOperations)
  const text = await textOf(schema, options, output)
  for (const { name } of models) {
    writeFileSync(path.join(output, `${paramCase(name)}.ts`), named(text, name))
  }
}

/** The hooks of the model that stands for all; written beside the others, for its imports to be right. */
async function textOf(schema, options, output) {
  const model = { $type: 'DataModel', name: STAND_IN, fields: [], attributes: [], superTypes: [] }
  model.$container = schema
  const operations = Object.fromEntries(OPERATIONS.map((name) => [name, name]))
  const dmmf = { mappings: { modelOperations: [{ model: STAND_IN, ...operations }] } }
  const folder = mkdtempSync(`${output}-`)
  try {
    await stock.default({ ...schema, declarations: [model] }, { ...options, output: folder }, dmmf)
    return readFileSync(path.join(folder, `${paramCase(STAND_IN)}.ts`), 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const named = (text, name) =>
  text.replaceAll(STAND_IN, name).replaceAll(lowerCaseFirst(STAND_IN), lowerCaseFirst(name))
