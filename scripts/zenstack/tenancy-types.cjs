/** The models of schema.zmodel as a typed list, for code that walks them. */
const { isRecorded, offersEvents, policiesOf, rightsOf } = require('./tenancy-sql.cjs')

/** The properties of these names, in this order. */
const picked =
  (...names) =>
  (object) =>
    Object.fromEntries(names.map((name) => [name, object[name]]))

function renderTypes(models) {
  const tables = models.map((model) => ({
    name: model.name,
    inSpace: model.inSpace,
    appendOnly: model.appendOnly,
    recorded: isRecorded(model),
    readsRecorded: model.audit === 'reads',
    events: offersEvents(model),
    columns: model.columns.map(picked('name', 'type', 'optional', 'list', 'frozen')),
    relations: model.relations.map(
      picked('name', 'model', 'optional', 'list', 'fields', 'references'),
    ),
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
  /** Webhooks can be told of its changes. */
  readonly events: boolean
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
    .map(({ name }) => `'${name}'`)
    .join(' | ')}
`
}

module.exports = { renderTypes }
