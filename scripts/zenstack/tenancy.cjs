/**
 * ZenStack plugin: makes PostgreSQL enforce the border between spaces, from schema.zmodel alone. It
 * writes
 * - `sql`: for every table its row-level security, the triggers of the audit trail and of webhooks, and
 *   the rights of the application's role (idempotent; applied by src/lib/db/migrate.ts);
 * - `output`: the models with their fields, relations and keys, typed, for code that walks models.
 *
 * The schema does not generate when a model could be reached from another space; each message names
 * the model and the line to write.
 *
 * Options: `base` (the abstract model of rows that belong to a space), `globals` (models that belong
 * to none). Read from models: `@@meta('fence.select' | 'fence.update' | 'fence.delete', SQL)` who of
 * the application reaches rows of a global model; `@@meta('append-only', true)`; `@@meta('audit',
 * 'writes' | 'reads' | 'itself')`; `@@meta('events', 'none')` for what webhooks are not told of. From fields: `@meta('audit', 'reference')` for values that the trail must not
 * repeat, `@meta('audit', 'never')` for bookkeeping.
 */
const { writeFileSync } = require('node:fs')
const path = require('node:path')
const { faultsOf } = require('./gaps.cjs')
const { readModels } = require('./schema-reader.cjs')
const { renderSql } = require('./tenancy-sql.cjs')
const { renderTypes } = require('./tenancy-types.cjs')

exports.name = 'Tenancy'

exports.default = async function run(schema, options) {
  const models = readModels(schema, options)
  const faults = models.flatMap((model) => faultsOf(model, models, options))
  if (faults.length > 0)
    throw new Error(`the border between spaces has gaps:\n${faults.join('\n')}`)
  const root = path.dirname(options.schemaPath)
  writeFileSync(path.resolve(root, options.sql), renderSql(models))
  writeFileSync(path.resolve(root, options.output), renderTypes(models))
}
