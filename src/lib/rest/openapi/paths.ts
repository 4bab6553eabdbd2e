import { JSON_API } from '../body'
import { isWritable, type Resource, resourceOfModel, resources } from '../resources'
import { idParameter, listNames, shownNames } from './parameters'
import {
  ATOMIC_JSON,
  deleted,
  errors,
  operated,
  readErrors,
  shown,
  writeErrors,
  written,
} from './responses'
import {
  ATOMIC_HEADERS,
  type Call,
  SOME_ID,
  sampleOfChange,
  sampleOfNew,
  samplesOf,
} from './samples'
import { inSentence, ref, refTo, type Schema } from './schema'

/** Every address, and what can be done there. */
export const pathsOf = (): Record<string, Schema> => ({
  ...Object.assign({}, ...resources.map(pathsOfResource)),
  '/operations': { post: operations() },
})

function pathsOfResource(resource: Resource): Record<string, Schema> {
  const { type, links, children, can } = resource
  const related = [
    ...links.flatMap((field) => {
      const one = resourceOfModel(field.type)
      return one ? [[field.name, relatedOne(resource, field.name, one, field.nullable)]] : []
    }),
    ...children.flatMap((child) => {
      const many = resourceOfModel(child.model)
      return many ? [[child.name, relatedList(resource, child.name, many)]] : []
    }),
  ] as [string, Schema][]
  const parameters = [idParameter(resource)]
  return {
    [`/${type}`]: { get: list(resource), ...(can.create && { post: create(resource) }) },
    [`/${type}/{id}`]: {
      parameters,
      get: get(resource),
      ...(can.update && { patch: update(resource) }),
      ...(can.delete && { delete: remove(resource) }),
    },
    ...Object.fromEntries(
      related.map(([name, operation]) => [`/${type}/{id}/${name}`, { parameters, get: operation }]),
    ),
  }
}

type Operation = {
  id: string
  resource: Resource
  summary: string
  description?: string
  parameters: string[]
  body?: Schema
  responses: Record<string, Schema>
  sample?: Call
}

function operation({ id, resource, parameters, body, sample, ...rest }: Operation): Schema {
  return {
    operationId: id,
    tags: [tagOf(resource)],
    ...rest,
    parameters: parameters.map((name) => refTo('parameters', name)),
    ...(body && { requestBody: bodyOf(body) }),
    ...(sample && { 'x-codeSamples': samplesOf(sample) }),
  }
}

const bodyOf = (schema: Schema): Schema => ({
  required: true,
  content: { [JSON_API]: { schema }, 'application/json': { schema } },
})

/** Under which heading a resource stands. */
export function tagOf(resource: Resource): string {
  const { plural } = resource.model
  const first = resources.find(({ model }) => model.plural === plural)
  return first === resource ? plural : `${plural} (${resource.type})`
}

const named = ({ model }: Resource) => inSentence(model.label)
const names = ({ model }: Resource) => inSentence(model.plural)

/** Looking at some records is recorded, with the reason if one is given. */
const recorded = ({ model }: Resource): string[] => (model.readsRecorded ? ['Reason'] : [])
const RECORDED = 'Looking at them is recorded in the audit trail.'

const pages = (resource: Resource) => [
  ...['Size', 'After', 'Total'],
  ...listNames(resource).slice(0, 1),
  ...shownNames(resource),
  ...listNames(resource).slice(1),
  ...['IfNoneMatch', ...recorded(resource)],
]

const list = (resource: Resource): Schema =>
  operation({
    id: `${resource.type}.list`,
    resource,
    summary: `List ${names(resource)}`,
    ...(resource.model.readsRecorded && { description: RECORDED }),
    parameters: pages(resource),
    responses: {
      ...shown('A page of them.', ref(`${resource.model.name}.list`)),
      ...readErrors(),
    },
    sample: { method: 'GET', path: `/${resource.type}`, query: { 'page[size]': 100 } },
  })

const get = (resource: Resource): Schema =>
  operation({
    id: `${resource.type}.get`,
    resource,
    summary: `Read one ${named(resource)}`,
    ...(resource.model.readsRecorded && { description: RECORDED }),
    parameters: [...shownNames(resource), 'IfNoneMatch', ...recorded(resource)],
    responses: {
      ...shown('The record.', ref(`${resource.model.name}.document`)),
      ...readErrors(404),
    },
    sample: { method: 'GET', path: `/${resource.type}/${SOME_ID}` },
  })

function relatedOne(resource: Resource, name: string, target: Resource, nullable: boolean): Schema {
  const document = ref(`${target.model.name}.document`)
  return operation({
    id: `${resource.type}.${name}.get`,
    resource,
    summary: `Read the ${named(target)} that "${name}" of one ${named(resource)} leads to`,
    parameters: [...shownNames(target), 'IfNoneMatch'],
    responses: {
      ...shown('The record.', ...(nullable ? [document, ref('api.nothing')] : [document])),
      ...readErrors(404),
    },
  })
}

const relatedList = (resource: Resource, name: string, target: Resource): Schema =>
  operation({
    id: `${resource.type}.${name}.list`,
    resource,
    summary: `List ${names(target)} of one ${named(resource)}`,
    parameters: pages(target),
    responses: {
      ...shown('A page of them.', ref(`${target.model.name}.list`)),
      ...readErrors(404),
    },
  })

// ---------------------------------------------------------------------------------------------
// Writes
// ---------------------------------------------------------------------------------------------

const dataOf = (schema: Schema): Schema => ({
  type: 'object',
  properties: { data: schema },
  required: ['data'],
})

const create = (resource: Resource): Schema =>
  operation({
    id: `${resource.type}.create`,
    resource,
    summary: `Make one ${named(resource)}`,
    parameters: ['IdempotencyKey', 'Reason'],
    body: dataOf(ref(`${resource.model.name}.new`)),
    responses: {
      ...written(201, 'The new record.', ref(`${resource.model.name}.written`)),
      ...writeErrors(413, 415),
    },
    sample: {
      method: 'POST',
      path: `/${resource.type}`,
      body: { data: sampleOfNew(resource) },
    },
  })

const update = (resource: Resource): Schema =>
  operation({
    id: `${resource.type}.update`,
    resource,
    summary: `Change one ${named(resource)}`,
    description: 'What is left out stays as it is.',
    parameters: ['IfMatch', 'IdempotencyKey', 'Reason'],
    body: dataOf(ref(`${resource.model.name}.change`)),
    responses: {
      ...written(200, 'The record as it is now.', ref(`${resource.model.name}.written`)),
      ...writeErrors(404, 412, 413, 415),
    },
    sample: {
      method: 'PATCH',
      path: `/${resource.type}/${SOME_ID}`,
      body: { data: sampleOfChange(resource) },
    },
  })

const remove = (resource: Resource): Schema =>
  operation({
    id: `${resource.type}.delete`,
    resource,
    summary: `Delete one ${named(resource)}`,
    description: 'What hangs on it goes with it, or keeps it from being deleted.',
    parameters: ['IfMatch', 'IdempotencyKey', 'Reason'],
    responses: { ...deleted, ...writeErrors(404, 412) },
    sample: { method: 'DELETE', path: `/${resource.type}/${SOME_ID}` },
  })

function operations(): Schema {
  const schema = ref('api.operations')
  const first = resources.find(
    ({ can, model }) =>
      can.create && model.fields.every((one) => one.kind !== 'link' || !isWritable(one)),
  )
  return {
    operationId: 'operate',
    tags: [MANY],
    summary: 'Make, change and delete many records, all or none',
    parameters: ['IdempotencyKey', 'Reason'].map((name) => refTo('parameters', name)),
    requestBody: {
      required: true,
      content: { [ATOMIC_JSON]: { schema }, 'application/json': { schema } },
    },
    responses: { ...operated(ref('api.results')), ...writeErrors(404, 413, 415), ...errors(405) },
    ...(first && {
      'x-codeSamples': samplesOf({
        method: 'POST',
        path: '/operations',
        headers: ATOMIC_HEADERS,
        body: { 'atomic:operations': [{ op: 'add', data: sampleOfNew(first) }] },
      }),
    }),
  }
}

/** The tag of what is done to many records. */
export const MANY = 'Many at once'
