import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { publishedDocument } from '@/lib/rest/openapi/document'

/** The description of the API as a program reads it, and what an answer has that it does not say. */

export type JsonSchema = { [key: string]: unknown }
export type Parameter = { name: string; in: string; required?: boolean; schema: JsonSchema }
type Answer = {
  content?: Record<string, { schema: JsonSchema }>
  headers?: Record<string, unknown>
}
type Method = 'get' | 'post' | 'patch' | 'delete'

type Written = {
  operationId: string
  parameters?: JsonSchema[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, JsonSchema>
  'x-codeSamples'?: { lang: string; source: string }[]
}

type Described = {
  paths: Record<string, { parameters?: JsonSchema[] } & Partial<Record<Method, Written>>>
  components: Record<string, Record<string, JsonSchema>>
}

/** One operation, with its references followed. */
export type Operation = {
  id: string
  method: string
  path: string
  /** The type at its address. */
  type: string
  parameters: Parameter[]
  body?: { media: string; schema: JsonSchema }[]
  statuses: number[]
  answers: Map<number, Answer>
  samples: { lang: string; source: string }[]
}

export const described = JSON.parse(publishedDocument().text) as Described

const METHODS: Method[] = ['get', 'post', 'patch', 'delete']

/** What a reference means. */
export function resolve<Found = JsonSchema>(schema: JsonSchema): Found {
  const path = typeof schema.$ref === 'string' ? schema.$ref.split('/').slice(2) : undefined
  if (!path) return schema as Found
  const [section = '', name = ''] = path
  const found = described.components[section]?.[name]
  if (!found) throw new Error(`There is no ${schema.$ref}.`)
  return found as Found
}

export const operations: Operation[] = Object.entries(described.paths).flatMap(([path, item]) =>
  METHODS.flatMap((method) => {
    const written = item[method]
    return written ? [asRead(path, method, written, item.parameters ?? [])] : []
  }),
)

function asRead(path: string, method: Method, written: Written, shared: JsonSchema[]) {
  const { operationId, parameters = [], requestBody, responses } = written
  const answers = Object.entries(responses).map(
    ([status, answer]) => [Number(status), resolve<Answer>(answer)] as const,
  )
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    type: path.split('/')[1] ?? '',
    parameters: [...shared, ...parameters].map((one) => resolve<Parameter>(one)),
    ...(requestBody && {
      body: Object.entries(requestBody.content).map(([media, { schema }]) => ({ media, schema })),
    }),
    statuses: answers.map(([status]) => status),
    answers: new Map(answers),
    samples: written['x-codeSamples'] ?? [],
  }
}

/** @param id such as `participant.list`. */
export function operationOf(id: string): Operation {
  const found = operations.find((operation) => operation.id === id)
  if (!found) throw new Error(`Nothing is called ${id}.`)
  return found
}

const ajv = new Ajv2020({ strict: false, allErrors: false })
addFormats.default(ajv)
ajv.addFormat('decimal', /^-?\d+(\.\d+)?(e[+-]?\d+)?$/)
ajv.addSchema({ $id: 'openapi', components: described.components })

const compiled = new Map<JsonSchema, ValidateFunction>()

function validatorOf(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema)
  if (known) return known
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')
  const made = ajv.compile(JSON.parse(text))
  compiled.set(schema, made)
  return made
}

export type Said = { status: number; headers: Headers; text: string }

/** What an answer has that the description does not say; undefined when it is as described. */
export function differenceOf(
  operation: Operation,
  { status, headers, text }: Said,
): string | undefined {
  const answer = operation.answers.get(status)
  if (!answer) return `${operation.id} is not said to answer ${status}: ${text.slice(0, 300)}`
  const [media] = Object.keys(answer.content ?? {})
  const type = headers.get('content-type')
  if (!media) return text === '' ? undefined : `${operation.id} ${status} has a body`
  if (type !== media) return `${operation.id} ${status} is ${type}, not ${media}`
  const absent = Object.keys(answer.headers ?? {}).filter(
    (name) =>
      ['x-request-id', 'etag', 'location', 'retry-after'].includes(name.toLowerCase()) &&
      !headers.has(name),
  )
  if (absent.length > 0) return `${operation.id} ${status} has no ${absent}`
  const validate = validatorOf(answer.content?.[media]?.schema ?? {})
  if (validate(JSON.parse(text))) return undefined
  const [error] = validate.errors ?? []
  return `${operation.id} ${status}: ${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)} in ${text.slice(0, 500)}`
}
