import { createHash } from 'node:crypto'
import { env } from '../../env'
import { BASE } from '../document'
import { type Resource, resources } from '../resources'
import { atomicSchemas } from './atomic'
import { commonSchemas, headers } from './common'
import { commonParameters, filterSchema, parametersOf } from './parameters'
import { MANY, pathsOf, tagOf } from './paths'
import { schemasOf } from './records'
import { errorResponses } from './responses'
import type { Schema } from './schema'

/**
 * The description of the REST API in OpenAPI 3.1, made from what the API itself is made from: the
 * resources, the tests of filters, the rules of columns. Nothing is listed by hand, and nothing of any
 * space is in it.
 */
export function openApiDocument(): Schema {
  const paths = pathsOf()
  const parameters = { ...commonParameters, ...merged(resources.map(parametersOf)) }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Studyspace',
      version: '1',
      summary: 'The data of one space, for programs.',
      description: DESCRIPTION,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: `${env.APP_URL}${BASE}` }],
    security: [{ key: [] }],
    tags: [
      ...resources.map(headingOf),
      { name: MANY, description: 'Operations of any kind on records of any kind, all or none.' },
    ],
    paths,
    components: {
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'ssk_...',
          description: 'An API key, made in the settings of a space.',
        },
      },
      schemas: used(allSchemas(), [paths, parameters, errorResponses]),
      parameters,
      responses: errorResponses,
      headers,
    },
  }
}

const DESCRIPTION = [
  'Every kind of record of a space can be listed, read, made, changed and deleted, as far as the role of the key allows, in the manner of [JSON:API](https://jsonapi.org).',
  '',
  'Columns are `attributes`, links to other records are `relationships`. Lists come in pages: follow `links.next` until it is null. `ETag` and `If-Match` keep two writers apart, and `Idempotency-Key` lets a request be sent again without being carried out twice.',
].join('\n')

const headingOf = (resource: Resource): Schema => ({
  name: tagOf(resource),
  description: resource.model.help ?? `${resource.model.plural} of the space.`,
})

const allSchemas = (): Record<string, Schema> => ({
  ...commonSchemas,
  ...merged(resources.map(schemasOf)),
  ...merged(filtered().map((one) => ({ [`${one.model.name}.filter`]: filterSchema(one) }))),
  ...atomicSchemas,
})

const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g

/** The schemas that something refers to, in their order: nobody makes a record that is only shown. */
function used(schemas: Record<string, Schema>, from: object[]): Record<string, Schema> {
  const found = new Set<string>()
  const look = (text: string) => {
    for (const [, name = ''] of text.matchAll(REFERENCE)) {
      if (found.has(name)) continue
      found.add(name)
      look(JSON.stringify(schemas[name]))
    }
  }
  look(JSON.stringify(from))
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => found.has(name)))
}

/** Those that links lead to. */
const filtered = () =>
  resources.filter(({ model }) =>
    resources.some(({ links }) => links.some(({ type }) => type === model.name)),
  )

const merged = (parts: Record<string, Schema>[]): Record<string, Schema> =>
  Object.assign({}, ...parts)

type Published = { text: string; etag: string }
let published: Published | undefined

/** The document as it is served, made once for each process. */
export function publishedDocument(): Published {
  if (!published) {
    const text = JSON.stringify(openApiDocument())
    const digest = createHash('sha256').update(text).digest('base64url')
    published = { text, etag: `"${digest}"` }
  }
  return published
}
