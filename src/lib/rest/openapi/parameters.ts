import type { StudioField } from '../../studio/models'
import { FILTER_DEPTH, LONGEST_LIST, testsOf } from '../filters'
import { INCLUDE_DEPTH, isSorted, LARGEST_INCLUDE, LARGEST_PAGE, PAGE_SIZE } from '../query'
import { COUNT_LIMIT } from '../reads'
import { type Resource, resourceOfModel } from '../resources'
import { includable } from './records'
import { exactly, inSentence, listOf, oneOf, ref, type Schema } from './schema'
import { addressValue } from './values'

/** Parameters of addresses, and headers of requests. */

const inQuery = (
  name: string,
  schema: Schema,
  description?: string,
  more: Schema = {},
): Schema => ({
  name,
  in: 'query',
  schema,
  ...(description && { description }),
  ...more,
})

/** Several values, with commas between them. */
const COMMAS = { style: 'form', explode: false }
const oneOrMore = (items: Schema) => listOf(items, { minItems: 1, maxItems: LONGEST_LIST })

export const commonParameters: Record<string, Schema> = {
  Size: inQuery(
    'page[size]',
    { type: 'integer', minimum: 1, maximum: LARGEST_PAGE, default: PAGE_SIZE },
    'How many records a page has.',
  ),
  After: inQuery(
    'page[after]',
    { type: 'string', minLength: 1 },
    'Where the page begins: take the whole address from `links.next` of the page before.',
  ),
  Total: inQuery(
    'page[total]',
    { type: 'boolean', default: false },
    `Counts the records too, up to ${COUNT_LIMIT.toLocaleString('en')}; that takes longer.`,
  ),
  IfNoneMatch: inHeader('If-None-Match', 'An `ETag`: the answer is 304 when nothing changed.'),
  IfMatch: inHeader(
    'If-Match',
    'The `ETag` of the record as it was read: if it was changed since, nothing is written.',
    { type: 'string', pattern: '^("[0-9a-z]{1,11}"|\\*)$' },
  ),
  IdempotencyKey: inHeader(
    'Idempotency-Key',
    'A new text for each request, such as a UUID. A request that is sent again with it is not carried out again, for 24 hours.',
    { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  ),
  Reason: inHeader(
    'X-Reason',
    'Why, for the audit trail: percent-encoded, at most 500 characters.',
  ),
}

function inHeader(name: string, description: string, schema: Schema = { type: 'string' }): Schema {
  return { name, in: 'header', description, schema }
}

export const idParameter = ({ model }: Resource): Schema => ({
  name: 'id',
  in: 'path',
  required: true,
  description: `Of the ${inSentence(model.label)}.`,
  schema: { type: 'string', minLength: 1 },
})

/** Components: what can be asked of the lists and single records of a resource. */
export function parametersOf(resource: Resource): Record<string, Schema> {
  const { model } = resource
  const fields = Object.entries(shownParameters(resource))
  return {
    [`${model.name}.sort`]: sortParameter(resource),
    ...Object.fromEntries(fields),
    ...filterParameters(resource),
  }
}

/** Names of the components for what is shown of records, and of those that are included with them. */
export const shownNames = (resource: Resource) => [
  ...Object.keys(shownParameters(resource)),
  ...includable(resource)
    .filter((other) => other !== resource)
    .map(({ model }) => `${model.name}.fields`),
]
/** Names of the components for which records a list has. */
export const listNames = (resource: Resource) => [
  `${resource.model.name}.sort`,
  ...Object.keys(filterParameters(resource)),
]

function sortParameter({ model }: Resource): Schema {
  const names = model.fields.filter(isSorted).map(({ name }) => name)
  return inQuery(
    'sort',
    { type: 'string', enum: names.flatMap((name) => [name, `-${name}`]), default: '-createdAt' },
    'One field; `-` before it for descending. Records without a value come last.',
  )
}

function shownParameters(resource: Resource): Record<string, Schema> {
  const paths = includePaths(resource)
  const { name } = resource.model
  return {
    [`${name}.fields`]: fieldsParameter(resource),
    ...(paths.length > 0 && {
      [`${name}.include`]: inQuery(
        'include',
        listOf({ type: 'string', enum: paths }, { maxItems: LARGEST_INCLUDE }),
        'Records that links lead to, to be sent along in `included`.',
        COMMAS,
      ),
    }),
  }
}

function fieldsParameter({ type, model }: Resource): Schema {
  return inQuery(
    `fields[${type}]`,
    listOf({ type: 'string', enum: model.fields.map(({ name }) => name) }),
    `What is sent of each ${inSentence(model.label)}; everything by default.`,
    COMMAS,
  )
}

/** Every way along links, up to a number of steps. */
function ways(resource: Resource, steps: number): { path: string[]; target: Resource }[] {
  if (steps === 0) return []
  return resource.links.flatMap(({ name, type }) => {
    const target = resourceOfModel(type)
    if (!target) return []
    const further = ways(target, steps - 1)
    return [
      { path: [name], target },
      ...further.map((way) => ({ ...way, path: [name, ...way.path] })),
    ]
  })
}

const includePaths = (resource: Resource) =>
  ways(resource, INCLUDE_DEPTH).map(({ path }) => path.join('.'))

// ---------------------------------------------------------------------------------------------
// Filters
// ---------------------------------------------------------------------------------------------

/** Tests of a field: `''` is being equal to one of several values. */
function testSchemas(field: StudioField): [test: string, schema: Schema][] {
  const value = addressValue(field)
  const schemas = testsOf(field).map((test): [string, Schema] => {
    if (test === 'null' || test === 'isEmpty') return [`$${test}`, { type: 'boolean' }]
    return [`$${test}`, ['hasSome', 'hasEvery'].includes(test) ? oneOrMore(value) : value]
  })
  const equal = !['json', 'bytes', 'list'].includes(field.kind)
  return equal ? [['', oneOrMore(value)], ...schemas] : schemas
}

/** A parameter for each test of each field, and one for each way to the fields of other records. */
function filterParameters(resource: Resource): Record<string, Schema> {
  const { model } = resource
  const found: Record<string, Schema> = {}
  for (const field of model.fields) {
    for (const [test, schema] of testSchemas(field)) {
      const several = schema.type === 'array'
      const key = `${model.name}.filter.${field.name}${test.replace('$', '.')}`
      found[key] = inQuery(`filter[${field.name}${test}]`, schema, explained(field, test), {
        ...(several && COMMAS),
      })
    }
  }
  for (const { path, target } of ways(resource, FILTER_DEPTH)) {
    const name = `filter${path.map((step) => `[${step}]`).join('')}`
    const whole = ref(`${target.model.name}.filter`)
    const equal = found[`${model.name}.filter.${path.join('.')}`]
    found[`${model.name}.filter.${path.join('.')}`] = inQuery(
      name,
      equal ? oneOf([equal.schema as Schema, whole], 'anyOf') : whole,
      `By the ${inSentence(target.model.label)}${equal ? ', its id or its fields' : ''}: \`${name}[id]=...\`.`,
      // Viewers send the example as it is.
      { style: 'deepObject', explode: true, example: {} },
    )
  }
  return found
}

/** What can be asked of the fields of a record that links lead to. */
export const filterSchema = ({ model }: Resource): Schema =>
  exactly(
    Object.fromEntries(
      model.fields.flatMap((field) =>
        testSchemas(field).map(([test, schema]) => [
          `${field.name}${test}`,
          // No style of OpenAPI has a list inside an object.
          (schema.items as Schema | undefined) ?? schema,
        ]),
      ),
    ),
    [],
  )

const EXPLAINED: Record<string, string> = {
  '': 'is one of these, with commas between them',
  $ne: 'is another one',
  $lt: 'is less',
  $lte: 'is less or equal',
  $gt: 'is greater',
  $gte: 'is greater or equal',
  $contains: 'contains this',
  $icontains: 'contains this, in upper or lower case',
  $startsWith: 'begins with this',
  $endsWith: 'ends with this',
  $null: 'has no value, or has one',
  $has: 'has this among its values',
  $hasSome: 'has one of these among its values',
  $hasEvery: 'has all of these among its values',
  $isEmpty: 'has no values, or has some',
}

const explained = ({ label }: StudioField, test: string) => `${label} ${EXPLAINED[test] ?? test}.`
