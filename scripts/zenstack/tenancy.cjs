/**
 * ZenStack plugin: makes PostgreSQL enforce the border between spaces, from schema.zmodel alone. It
 * writes
 * - `sql`: for every table its row-level security, the triggers of the audit trail, and the rights of
 *   the application's role (idempotent; applied by src/lib/db/migrate.ts);
 * - `output`: the models with their fields, relations and keys, typed, for code that walks models.
 *
 * The schema does not generate when a model could be reached from another space; each message names
 * the model and the line to write.
 *
 * Options: `base` (the abstract model of rows that belong to a space), `globals` (models that belong
 * to none). Read from models: `@@meta('fence.select' | 'fence.update' | 'fence.delete', SQL)` who of
 * the application reaches rows of a global model; `@@meta('append-only', true)`; `@@meta('audit',
 * 'writes' | 'reads' | 'itself')`. From fields: `@meta('audit', 'reference')` for values that the trail must not
 * repeat, `@meta('audit', 'never')` for bookkeeping.
 */
const { writeFileSync } = require('node:fs')
const path = require('node:path')
const { getDataModels } = require('@zenstackhq/sdk')

exports.name = 'Tenancy'

exports.default = async function run(schema, options) {
  const models = getDataModels(schema).map((model) => modelOf(model, options))
  const faults = models.flatMap((model) => faultsOf(model, models, options))
  if (faults.length > 0)
    throw new Error(`the border between spaces has gaps:\n${faults.join('\n')}`)
  const root = path.dirname(options.schemaPath)
  writeFileSync(path.resolve(root, options.sql), renderSql(models))
  writeFileSync(path.resolve(root, options.output), renderTypes(models))
}

// ---------------------------------------------------------------------------------------------
// Reading the schema
// ---------------------------------------------------------------------------------------------

/** What the rest of this file needs to know of a model. */
function modelOf(dataModel, { base }) {
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

// ---------------------------------------------------------------------------------------------
// Gaps
// ---------------------------------------------------------------------------------------------

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

// ---------------------------------------------------------------------------------------------
// SQL
// ---------------------------------------------------------------------------------------------

const quoted = (name) => `"${name}"`
const literal = (text) => `'${text.replaceAll("'", "''")}'`

/** The condition on every table of a space: run once a statement, because it is a sub-select. */
const IN_ACTIVE_SPACE = '"spaceId" = (select studyspace_space())'

/** The policies of a table, besides the one of the owner. */
function policiesOf({ inSpace, appendOnly, fences }) {
  if (inSpace) {
    return [{ name: 'fence', command: appendOnly ? 'select' : 'all', condition: IN_ACTIVE_SPACE }]
  }
  return Object.entries(fences).map(([command, condition]) => ({
    name: `fence_${command}`,
    command,
    condition,
  }))
}

/** What the application's role may do with a table, as GRANT says it. */
function rightsOf({ inSpace, appendOnly, fences, columns }) {
  const changeable = columns.filter(({ frozen }) => !frozen).map(({ name }) => name)
  if (inSpace && appendOnly) return { select: true, insert: false, delete: false, update: [] }
  if (inSpace) return { select: true, insert: true, delete: true, update: changeable }
  return {
    select: 'select' in fences,
    insert: false,
    delete: 'delete' in fences,
    update: 'update' in fences ? changeable : [],
  }
}

/** The trail itself is not recorded in the trail; of the models outside all spaces, those that say so. */
const isRecorded = ({ audit, inSpace }) => (inSpace ? audit !== 'itself' : audit === 'writes')

function renderSql(models) {
  return `-- Written by scripts/zenstack/tenancy.cjs from schema.zmodel. Do not edit.
-- Idempotent; applied after prisma/guarantees.sql, whose functions it uses.

${models.map(renderTable).join('\n')}`
}

function renderTable(model) {
  const table = quoted(model.name)
  const { select, insert, delete: remove, update } = rightsOf(model)
  const rights = [
    ...(select ? ['select'] : []),
    ...(insert ? ['insert'] : []),
    ...(remove ? ['delete'] : []),
    ...(update.length > 0 ? [`update (${update.map(quoted).join(', ')})`] : []),
  ]
  return `-- ${model.name}
alter table ${table} enable row level security;
alter table ${table} force row level security;
${renderPolicies(table, policiesOf(model))}
select studyspace_grant(${literal(table)}, ${literal(rights.join(', '))});
${isRecorded(model) ? renderAudit(table, model) : ''}`
}

function renderPolicies(table, policies) {
  return [
    `select studyspace_drop_policies(${literal(table)});`,
    `create policy owner on ${table} to current_user using (true) with check (true);`,
    ...policies.map(
      ({ name, command, condition }) =>
        `${[
          `create policy ${name} on ${table} for ${command}`,
          `using (${condition})`,
          ...(command === 'all' || command === 'update' ? [`with check (${condition})`] : []),
        ].join(' ')};`,
    ),
  ].join('\n')
}

function renderAudit(table, { name, columns, appendOnly }) {
  const named = (kind) =>
    columns
      .filter(({ audit }) => audit === kind)
      .map((column) => column.name)
      .join(',')
  // An event says by itself which row of which space it is about.
  const never = ['id', 'spaceId', 'updatedAt', named('never')].filter(Boolean).join(',')
  // Rows of an append-only table follow from a change that is recorded, unless somebody writes them by hand.
  const rows = appendOnly ? 'derived' : 'all'
  const space = columns.some((column) => column.name === 'spaceId') ? 'spaceId' : 'id'
  const call = `studyspace_audit(${[name, space, never, named('reference'), rows].map(literal).join(', ')})`
  // Deleting a space takes its trail along; what remains is written down in DeletedSpace.
  const operations = ['insert', 'update', ...(space === 'spaceId' ? ['delete'] : [])]
  const transitions = {
    insert: 'new table as changed',
    update: 'old table as former new table as changed',
    delete: 'old table as changed',
  }
  return [
    ...operations.map(
      (operation) =>
        `create or replace trigger audit_${operation} after ${operation} on ${table} referencing ${transitions[operation]} for each statement execute function ${call};`,
    ),
    `create or replace trigger audit_truncate before truncate on ${table} for each statement execute function studyspace_no_truncate();`,
    '',
  ].join('\n')
}

// ---------------------------------------------------------------------------------------------
// Types
// ---------------------------------------------------------------------------------------------

function renderTypes(models) {
  const tables = models.map((model) => ({
    name: model.name,
    inSpace: model.inSpace,
    appendOnly: model.appendOnly,
    recorded: isRecorded(model),
    readsRecorded: model.audit === 'reads',
    columns: model.columns.map(({ audit, ...column }) => column),
    relations: model.relations,
    keys: model.keys,
    policies: policiesOf(model),
    rights: rightsOf(model),
  }))
  return `// Written by scripts/zenstack/tenancy.cjs from schema.zmodel. Do not edit.

export type Column = {
  readonly name: string
  readonly type: string
  readonly optional: boolean
  readonly list: boolean
  /** Nobody changes it after the row is made. */
  readonly frozen: boolean
}

export type Relation = {
  readonly name: string
  readonly model: string
  readonly optional: boolean
  readonly list: boolean
  /** Columns here and there; empty on the side that holds no key. */
  readonly fields: readonly string[]
  readonly references: readonly string[]
}

export type Table = {
  readonly name: string
  /** Extends the base: every row belongs to one space. */
  readonly inSpace: boolean
  readonly appendOnly: boolean
  /** Writes are recorded in the audit trail. */
  readonly recorded: boolean
  /** So are reads. */
  readonly readsRecorded: boolean
  readonly columns: readonly Column[]
  readonly relations: readonly Relation[]
  /** Primary and unique keys. */
  readonly keys: readonly (readonly string[])[]
  /** Row-level security, besides the policy of the owner. */
  readonly policies: readonly {
    readonly name: string
    readonly command: string
    /** As written in the schema. */
    readonly condition: string
  }[]
  /** Of the application's role. */
  readonly rights: {
    readonly select: boolean
    readonly insert: boolean
    readonly delete: boolean
    readonly update: readonly string[]
  }
}

/** Every model of schema.zmodel, in its order. */
export const tables: readonly Table[] = ${JSON.stringify(tables, null, 2)}

/** The models whose rows belong to a space. */
export const spaceModels = tables.filter(({ inSpace }) => inSpace)

export type SpaceModel = ${models
    .filter((model) => model.inSpace)
    .map(({ name }) => literal(name))
    .join(' | ')}
`
}
