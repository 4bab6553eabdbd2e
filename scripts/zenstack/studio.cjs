/**
 * ZenStack plugin: how the models of a space look and read in the data studio, from schema.zmodel
 * alone. It writes src/generated/studio.ts: for each model its names, its fields in the order in which
 * people meet them, and the records that hang on it. docs/models.md is the reference.
 *
 * Read from models: the doc comment (what its records are), `@@meta('label' | 'plural', TEXT)`,
 * `@@meta('title', FIELD)` what a record is called by, `@@meta('studio', 'shown')` that the studio shows
 * records and changes none.
 * Read from fields: the doc comment (help), `@meta('label' | 'placeholder' | 'group', TEXT)`,
 * `@meta('order', NUMBER)`, `@meta('multiline' | 'grid' | 'given', BOOLEAN)`, `@meta('choices', LIST)`,
 * and `@length`, `@gt`, `@gte`, `@lt`, `@lte`, `@default`.
 */
const { writeFileSync } = require('node:fs')
const path = require('node:path')
const { getDataModels } = require('@zenstackhq/sdk')

exports.name = 'Data studio'

exports.default = async function run(schema, { base, output, schemaPath }) {
  const inSpace = getDataModels(schema).filter((model) =>
    model.fields.some(({ $inheritedFrom }) => $inheritedFrom?.name === base),
  )
  const names = new Set(inSpace.map(({ name }) => name))
  const models = inSpace.map((model) => modelOf(model, { base, names }))
  writeFileSync(path.resolve(path.dirname(schemaPath), output), render(models))
}

/** What stands in the grid unless the schema says otherwise. */
const GRID_COLUMNS = 6
/** A record is called by the first of these that it has. */
const TITLES = ['title', 'name', 'code', 'key', 'label', 'subject', 'number']

function modelOf(model, { base, names }) {
  const links = model.fields.filter(
    (field) => names.has(targetOf(field)) && keyOf(field, 'fields').length > 0,
  )
  const held = new Set(links.flatMap((link) => keyOf(link, 'fields')))
  const fields = model.fields
    .filter((field) => !isModel(field) && !held.has(field.name) && field.name !== 'spaceId')
    .map((field) => columnOf(field, base))
  const all = inOrder([...fields, ...links.map((link) => linkOf(link, links))], model)
  const label = metaOf(model, 'label') ?? inWords(model.name)
  return {
    name: model.name,
    address: kebab(model.name),
    label,
    plural: metaOf(model, 'plural') ?? pluralOf(label),
    help: helpOf(model),
    title: metaOf(model, 'title') ?? titleOf(all),
    readsRecorded: metaOf(model, 'audit') === 'reads',
    shownOnly: metaOf(model, 'studio') === 'shown',
    fields: withGrid(all),
    children: model.fields
      .filter((field) => names.has(targetOf(field)) && keyOf(field, 'fields').length === 0)
      .map((field) => childOf(field, model)),
    keys: attributesOf(model, '@@unique')
      .map((attribute) => columnsOf(attribute.args[0]).filter((column) => column !== 'spaceId'))
      .filter((key) => key.join() !== 'id' && !key.includes('id')),
  }
}

// ---------------------------------------------------------------------------------------------
// Fields
// ---------------------------------------------------------------------------------------------

const KINDS = {
  String: 'text',
  Int: 'integer',
  BigInt: 'integer',
  Float: 'number',
  Decimal: 'number',
  Boolean: 'boolean',
  DateTime: 'instant',
  Json: 'json',
  Bytes: 'bytes',
}

function columnOf(field, base) {
  const inherited = field.$inheritedFrom?.name === base
  const isEnum = field.type.reference?.ref?.$type === 'Enum'
  const given = inherited || metaOf(field, 'given') === true || has(field, '@updatedAt')
  const initial = initialOf(field)
  return {
    ...described(field),
    kind: field.type.array ? 'list' : isEnum ? 'choice' : kindOf(field),
    type: field.type.type ?? field.type.reference.$refText,
    required: !given && !field.type.optional && !has(field, '@default') && !field.type.array,
    nullable: field.type.optional,
    frozen: isFrozen(field),
    given,
    inherited,
    initial,
    multiline: metaOf(field, 'multiline') ?? undefined,
    maxLength: field.type.array ? undefined : numberOf(field, '@length', 1),
    min: numberOf(field, '@gte', 0) ?? numberOf(field, '@gt', 0),
    max: numberOf(field, '@lte', 0) ?? numberOf(field, '@lt', 0),
    choices: isEnum ? choicesOf(field.type.reference.ref) : undefined,
    suggestions: metaOf(field, 'choices'),
  }
}

const kindOf = (field) => (has(field, '@db.Date') ? 'day' : KINDS[field.type.type])

function described(field) {
  return {
    name: field.name,
    label: metaOf(field, 'label') ?? inWords(field.name.replace(/Id$/, '')),
    help: helpOf(field),
    placeholder: metaOf(field, 'placeholder'),
    group: metaOf(field, 'group'),
    order: metaOf(field, 'order'),
    grid: metaOf(field, 'grid'),
  }
}

/** A relation that holds the key of another record. */
function linkOf(field, links) {
  const [columns, references] = [keyOf(field, 'fields'), keyOf(field, 'references')]
  const at = references.indexOf('id')
  const rest = columns
    .map((column, index) => ({ column, references: references[index] }))
    .filter(({ column }, index) => index !== at && column !== 'spaceId')
  // Another link's column is chosen there, and narrows the choice here.
  const isOwned = ({ column }) =>
    links.some((other) => other !== field && ownColumn(other) === column)
  return {
    ...described(field),
    kind: 'link',
    type: targetOf(field),
    required: !field.type.optional,
    nullable: field.type.optional,
    frozen: isFrozen(columnNamed(field, columns[at])),
    given: false,
    inherited: false,
    column: columns[at],
    narrowedBy: rest.filter(isOwned),
    carries: rest.filter((pair) => !isOwned(pair)),
  }
}

const ownColumn = (field) => keyOf(field, 'fields')[keyOf(field, 'references').indexOf('id')]
const columnNamed = (field, name) => field.$container.fields.find((other) => other.name === name)

/** Records that hang on a row: which model, and by which of its columns. */
function childOf(field, model) {
  const target = field.type.reference.ref
  const back = target.fields.find(
    (other) =>
      targetOf(other) === model.name &&
      keyOf(other, 'fields').length > 0 &&
      relationName(other) === relationName(field),
  )
  return { name: field.name, model: target.name, link: back.name, column: ownColumn(back) }
}

/** Own fields first, as the schema or `order` has them; links before what only the server sets. */
function inOrder(fields, model) {
  const place = (field) => model.fields.findIndex(({ name }) => name === field.name)
  const rank = (field) => (field.inherited ? 2 : 1)
  return fields
    .toSorted(
      (a, b) => rank(a) - rank(b) || (a.order ?? 1e6) - (b.order ?? 1e6) || place(a) - place(b),
    )
    .map(({ order: _, ...field }) => field)
}

const titleOf = (fields) =>
  TITLES.find((name) => fields.some((field) => field.name === name && field.kind === 'text')) ??
  fields.find(({ kind, required }) => kind === 'text' && required)?.name ??
  'createdAt'

function withGrid(fields) {
  let left = GRID_COLUMNS
  return fields.map(({ grid, ...field }) => {
    const fits =
      !field.inherited && !['json', 'bytes', 'list'].includes(field.kind) && !field.multiline
    const inGrid = grid ?? (fits && left > 0)
    if (inGrid && grid === undefined) left -= 1
    return { ...field, inGrid }
  })
}

// ---------------------------------------------------------------------------------------------
// Reading the schema
// ---------------------------------------------------------------------------------------------

const isModel = (field) => field.type.reference?.ref?.$type === 'DataModel'
const targetOf = (field) => (isModel(field) ? field.type.reference.ref.name : undefined)

const attributesOf = (owner, name) =>
  owner.attributes.filter((attribute) => attribute.decl.$refText === name)
const has = (owner, name) => attributesOf(owner, name).length > 0

/** `@deny('update', true)`: nobody changes the column. */
const isFrozen = (field) =>
  attributesOf(field, '@deny').some(
    ({ args: [operations, condition] }) =>
      operations.value.value.split(',').some((name) => name.trim() === 'update') &&
      condition.value.value === true,
  )

function keyOf(field, argument) {
  const [relation] = attributesOf(field, '@relation')
  const found = relation?.args.find((arg) => (arg.name ?? arg.$resolvedParam?.name) === argument)
  return found ? columnsOf(found) : []
}

/** Two relations between the same models have a name. */
const relationName = (field) =>
  attributesOf(field, '@relation')[0]?.args.find(({ value }) => value.$type === 'StringLiteral')
    ?.value.value

const columnsOf = (argument) => argument.value.items.map((item) => item.target.$refText)

function metaOf(owner, name) {
  const attribute = owner.$type === 'DataModel' ? '@@meta' : '@meta'
  const found = attributesOf(owner, attribute).find(({ args }) => args[0].value.value === name)
  return found && literalOf(found.args[1].value)
}

function literalOf(expression) {
  if (expression.$type === 'ArrayExpr') return expression.items.map(literalOf)
  if (expression.$type === 'NumberLiteral') return Number(expression.value)
  return expression.value
}

function numberOf(field, attribute, index) {
  const [found] = attributesOf(field, attribute)
  const value = found?.args[index] && literalOf(found.args[index].value)
  return typeof value === 'number' ? value : undefined
}

function initialOf(field) {
  const [found] = attributesOf(field, '@default')
  const value = found?.args[0].value
  if (!value) return undefined
  if (value.$type === 'ReferenceExpr') return value.target.$refText
  return ['StringLiteral', 'NumberLiteral', 'BooleanLiteral'].includes(value.$type)
    ? literalOf(value)
    : undefined
}

const choicesOf = (enumeration) =>
  enumeration.fields.map((field) => ({
    value: field.name,
    label: helpOf(field) ?? inWords(field.name.toLowerCase()),
  }))

/** The doc comment, as one line. */
const helpOf = ({ comments }) =>
  comments
    ?.map((line) => line.replace(/^\/\/\/\s?/, '').trim())
    .filter(Boolean)
    .join(' ') || undefined

// ---------------------------------------------------------------------------------------------
// Words
// ---------------------------------------------------------------------------------------------

const apart = (name) => name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replaceAll('_', ' ')
const kebab = (name) => apart(name).replaceAll(' ', '-').toLowerCase()

/** `StatusEvent`, `startsOn`: "Status event", "Starts on". */
function inWords(name) {
  const words = apart(name).toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function pluralOf(label) {
  if (/[^aeiou]y$/.test(label)) return `${label.slice(0, -1)}ies`
  return /(s|x|z|ch|sh)$/.test(label) ? `${label}es` : `${label}s`
}

const render = (
  models,
) => `// Written by scripts/zenstack/studio.cjs from schema.zmodel. Do not edit.

export type StudioKind =
  | 'text' | 'integer' | 'number' | 'boolean' | 'day' | 'instant'
  | 'choice' | 'json' | 'list' | 'bytes' | 'link'

export type StudioField = {
  /** The column, or the relation of a link. */
  readonly name: string
  readonly label: string
  readonly help?: string
  readonly placeholder?: string
  /** Heading of the form under which it stands. */
  readonly group?: string
  readonly kind: StudioKind
  /** As schema.zmodel has it: a scalar, an enum, or the model that a link leads to. */
  readonly type: string
  /** A new record has to say it. */
  readonly required: boolean
  readonly nullable: boolean
  /** Does not change after the record is made. */
  readonly frozen: boolean
  /** Set by the server, never entered. */
  readonly given: boolean
  /** Every record has it. */
  readonly inherited: boolean
  /** Stands in the grid unless somebody chooses other columns. */
  readonly inGrid: boolean
  readonly initial?: string | number | boolean
  readonly multiline?: boolean
  readonly maxLength?: number
  readonly min?: number
  readonly max?: number
  readonly choices?: readonly { readonly value: string; readonly label: string }[]
  /** Texts that are offered while one types. */
  readonly suggestions?: readonly string[]
  /** Of a link: the column that holds the id of the other record. */
  readonly column?: string
  /** Of a link: columns of the key that another field decides; the other record has to agree. */
  readonly narrowedBy?: readonly { readonly column: string; readonly references: string }[]
  /** Of a link: columns of the key that are taken over from the other record. */
  readonly carries?: readonly { readonly column: string; readonly references: string }[]
}

export type StudioModel = {
  readonly name: string
  /** Its part of addresses: "status-event". */
  readonly address: string
  readonly label: string
  readonly plural: string
  readonly help?: string
  /** The field that a record is called by. */
  readonly title: string
  /** Looking at records is written to the audit trail. */
  readonly readsRecorded: boolean
  /** Records are made and changed on pages of their own only. */
  readonly shownOnly: boolean
  readonly fields: readonly StudioField[]
  /** Records that hang on one of these. */
  readonly children: readonly {
    readonly name: string
    readonly model: string
    readonly link: string
    readonly column: string
  }[]
  /** Columns that no two records of a space share. */
  readonly keys: readonly (readonly string[])[]
}

/** Every model whose records belong to a space, in the order of schema.zmodel. */
export const studioModels: readonly StudioModel[] = ${JSON.stringify(models, null, 2)}
`
