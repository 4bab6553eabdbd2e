import { env } from '../../env'
import { delegateName, type StudioField } from '../../studio/models'
import { ATOMIC, JSON_API } from '../body'
import { BASE } from '../document'
import { isWritable, type Resource } from '../resources'
import type { Schema } from './schema'
import { writtenValue } from './values'

/** Calls as programs of three languages make them, as `x-codeSamples`. */

/** Stands where a reader puts the id of a record of his own. */
export const SOME_ID = '00000000-0000-7000-8000-000000000000'

export type Call = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  query?: Record<string, string | number>
  body?: object
  headers?: Record<string, string>
}

const address = (path: string) => `${env.APP_URL}${BASE}${path}`

export const samplesOf = (call: Call): Schema[] => [
  { lang: 'Shell', label: 'curl', source: curl(call) },
  { lang: 'R', label: 'R (httr2)', source: httr2(call) },
  { lang: 'Python', label: 'Python (httpx)', source: httpx(call) },
]

function curl({ method, path, query = {}, body, headers = {} }: Call): string {
  const parts = [
    ...(method === 'GET' ? ['curl --get'] : [`curl --request ${method}`]),
    `'${address(path)}'`,
    `--header "Authorization: Bearer $STUDYSPACE_KEY"`,
    ...Object.entries(headers).map(([name, value]) => `--header '${name}: ${value}'`),
    ...Object.entries(query).map(([name, value]) => `--data-urlencode '${name}=${value}'`),
    ...(body
      ? [
          ...(headers['Content-Type'] ? [] : [`--header 'Content-Type: ${JSON_API}'`]),
          `--data '${JSON.stringify(body, null, 2).replaceAll("'", "'\\''")}'`,
        ]
      : []),
  ]
  const [command, url, ...options] = parts
  return [`${command} ${url}`, ...options].join(' \\\n  ')
}

function httr2({ method, path, query = {}, body, headers = {} }: Call): string {
  const { 'Content-Type': type = JSON_API, ...others } = headers
  const pairs = (of: Record<string, string | number>) =>
    Object.entries(of)
      .map(([name, value]) => `\`${name}\` = ${JSON.stringify(value)}`)
      .join(', ')
  const steps = [
    `request("${address(path)}")`,
    ...(method === 'GET' || method === 'POST' ? [] : [`req_method("${method}")`]),
    `req_auth_bearer_token(Sys.getenv("STUDYSPACE_KEY"))`,
    ...(Object.keys(others).length > 0 ? [`req_headers(${pairs(others)})`] : []),
    ...(Object.keys(query).length > 0 ? [`req_url_query(${pairs(query)})`] : []),
    ...(body
      ? [`req_body_json(\n    ${inR(body, 4)},\n    type = ${JSON.stringify(type)}\n  )`]
      : []),
    'req_perform()',
    ...(method === 'DELETE' ? ['resp_status()'] : ['resp_body_json()']),
  ]
  return `library(httr2)\n\n${steps.join(' |>\n  ')}`
}

/** JSON as R writes it: lists, TRUE, NULL. */
function inR(value: unknown, indent: number): string {
  if (value === null) return 'NULL'
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE'
  if (typeof value !== 'object') return JSON.stringify(value)
  const entries = Array.isArray(value)
    ? value.map((item) => inR(item, indent + 2))
    : Object.entries(value).map(([name, item]) => `${nameInR(name)} = ${inR(item, indent + 2)}`)
  if (entries.length === 0) return Array.isArray(value) ? 'list()' : 'setNames(list(), character())'
  const space = ' '.repeat(indent)
  return `list(\n${entries.map((entry) => `${space}  ${entry}`).join(',\n')}\n${space})`
}

const nameInR = (name: string) => (/^[A-Za-z][\w.]*$/.test(name) ? name : `\`${name}\``)

function httpx({ method, path, query = {}, body, headers = {} }: Call): string {
  const { 'Content-Type': type = JSON_API, ...others } = headers
  const sent = body ? { ...others, 'Content-Type': type } : others
  const given = [
    `"${address(path)}"`,
    ...(Object.keys(query).length > 0 ? [`params=${inPython(query, 4)}`] : []),
    `headers=${inPython({ Authorization: KEY_IN_PYTHON, ...sent }, 4)}`,
    ...(body ? [`json=${inPython(body, 4)}`] : []),
  ]
  const call = `answer = httpx.${method.toLowerCase()}(\n    ${given.join(',\n    ')},\n)`
  const end = method === 'DELETE' ? 'print(answer.status_code)' : 'print(answer.json())'
  return `import os\n\nimport httpx\n\n${call}\nanswer.raise_for_status()\n${end}`
}

const KEY_IN_PYTHON = 'Bearer $STUDYSPACE_KEY'

function inPython(value: unknown, indent: number): string {
  if (value === KEY_IN_PYTHON) return `f"Bearer {os.environ['STUDYSPACE_KEY']}"`
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value !== 'object') return JSON.stringify(value)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  const entries = Array.isArray(value)
    ? value.map((item) => inPython(item, indent + 4))
    : Object.entries(value).map(([name, item]) => `"${name}": ${inPython(item, indent + 4)}`)
  if (entries.length === 0) return `${open}${close}`
  const space = ' '.repeat(indent)
  return `${open}\n${entries.map((entry) => `${space}    ${entry},`).join('\n')}\n${space}${close}`
}

// ---------------------------------------------------------------------------------------------
// Records for the samples
// ---------------------------------------------------------------------------------------------

/** What a new record has to say. */
export function sampleOfNew({ type, model }: Resource): object {
  const fields = model.fields.filter((field) => isWritable(field) && field.required)
  const columns = fields.filter(({ kind }) => kind !== 'link')
  const links = fields.filter(({ kind }) => kind === 'link')
  const value = (field: StudioField) => [
    field.name,
    sampleValue(field, writtenValue(model, field), 1),
  ]
  return {
    type,
    ...(columns.length > 0 && { attributes: Object.fromEntries(columns.map(value)) }),
    ...(links.length > 0 && {
      relationships: Object.fromEntries(
        links.map((field) => [
          field.name,
          { data: { type: delegateName(field.type), id: SOME_ID } },
        ]),
      ),
    }),
  }
}

/** One change of what a record is called, or of the first that can be changed. */
export function sampleOfChange({ type, model }: Resource): object {
  const open = model.fields.filter(
    (field) => isWritable(field) && !field.frozen && field.kind !== 'link',
  )
  const field = open.find(({ name }) => name === model.title) ?? open[0]
  return {
    type,
    id: SOME_ID,
    ...(field && {
      attributes: { [field.name]: sampleValue(field, writtenValue(model, field), 2) },
    }),
  }
}

export const ATOMIC_HEADERS = { 'Content-Type': `${JSON_API}; ext="${ATOMIC}"` }

/** A value that the schema takes: the first of a new record, the second of a change. */
function sampleValue(field: StudioField, schema: Schema, number: 1 | 2): unknown {
  switch (field.kind) {
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1), Number(schema.exclusiveMinimum ?? 0) + 1)
    case 'boolean':
      return true
    case 'day':
      return '2026-03-05'
    case 'instant':
      return '2026-03-05T14:30:00Z'
    case 'choice':
      return field.choices?.[0]?.value
    case 'list':
      return []
    case 'json':
      return { note: 'text' }
    case 'bytes':
      return 'QUJD'
    default:
      return sampleText(field, schema, number)
  }
}

function sampleText({ label, name }: StudioField, schema: Schema, number: 1 | 2): string {
  if (schema.format === 'email') return 'ada@example.org'
  if (schema.format === 'uri') return 'https://example.org'
  const pattern = new RegExp(String(schema.pattern ?? ''))
  const longest = Number(schema.maxLength ?? Number.POSITIVE_INFINITY)
  const texts = [`${label} ${number}`, `${name.toLowerCase()}-${number}`, 'en', 'a', 'A', '1']
  return texts.find((text) => text.length <= longest && pattern.test(text)) ?? '...'
}
