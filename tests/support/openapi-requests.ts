import fc from 'fast-check'
import { type JsonSchema, operations, type Parameter, resolve } from './openapi'

/** Requests that are nearly as the description asks for them, and some that are not at all. */

export type FuzzedRequest = {
  /** Its id. */
  operation: string
  method: string
  path: string
  headers: Record<string, string>
  body?: string
}

/** Texts that attackers and accidents send. */
const STRANGE = [
  ...['', ' ', ',', 'a,b,,', 'null', 'true', '-0', '1e400', '99999999999999999999', '%', '%00'],
  ...['\0', '\ud800', '\u202e', '😀', "';drop table x--", '../..', '__proto__', '$ne'],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59-23:59', '2026-02-30', '0001-01-01', '-1'],
  ...['x'.repeat(300), 'x'.repeat(5_000), 'id', 'createdAt', '[]', '{}', '"1"', 'W/"a"', '*'],
]

/** Ids of records of whatever space; of one type, or of any. */
export type Ids = (type?: string) => readonly string[]

export function requestOf(ids: Ids): fc.Arbitrary<FuzzedRequest> {
  const idOf = (type?: string) => fc.nat().map((at) => ids(type)[at % ids(type).length] ?? '')
  const id = idOf()
  // Ids stand where ids are asked for: one that is saved as a text would come back in answers.
  const saved = fc.oneof(
    fc.constantFrom(...STRANGE),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
  )
  const text = fc.oneof(id, saved)
  const values = new Values(id, saved, idOf)
  return fc.constantFrom(...operations).chain((operation) => {
    const { parameters, body } = operation
    const inQuery = parameters.filter(({ in: at }) => at === 'query')
    const inHeader = parameters.filter(({ in: at }) => at === 'header')
    const schema = body?.[0]?.schema
    return fc
      .record({
        id: fc.oneof(
          { weight: 9, arbitrary: idOf(operation.type) },
          { weight: 1, arbitrary: text },
        ),
        query: fc.array(values.parameter(inQuery, text), { maxLength: 3 }),
        headers: fc.oneof(
          { weight: 3, arbitrary: fc.constant([]) },
          { weight: 1, arbitrary: fc.array(values.header(inHeader), { maxLength: 2 }) },
        ),
        media: fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(...(body?.map(({ media }) => media) ?? [''])) },
          { weight: 1, arbitrary: fc.constant('text/plain') },
        ),
        method: fc.oneof(
          { weight: 30, arbitrary: fc.constant(operation.method) },
          { weight: 1, arbitrary: fc.constantFrom('PUT', 'HEAD', 'DELETE', 'POST', 'PATCH') },
        ),
        document: schema ? values.document(schema) : fc.constant(undefined),
      })
      .map(({ id: own, query, headers, media, method, document }) => ({
        operation: operation.id,
        method,
        path: `${operation.path.replace('{id}', segment(own))}${query.length > 0 ? '?' : ''}${query
          .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
          .join('&')}`,
        headers: {
          ...Object.fromEntries(headers),
          ...(document !== undefined && { 'content-type': media }),
        },
        // A body of these methods is refused by `Request` itself.
        ...(!['GET', 'HEAD'].includes(method) && document !== undefined && { body: document }),
      }))
  })
}

/** A lone half of a character has no place in an address. */
const encoded = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'))
/** Nothing, or dots, would be another address. */
const segment = (text: string) => (/^\.*$/.test(text) ? 'none' : encoded(text))

type Pair = [name: string, value: string]

class Values {
  readonly #known = new Map<JsonSchema, fc.Arbitrary<unknown>>()

  constructor(
    readonly id: fc.Arbitrary<string>,
    readonly text: fc.Arbitrary<string>,
    readonly idOf: (type: string) => fc.Arbitrary<string>,
  ) {}

  /** A parameter of an address, now and then one that there is not. */
  parameter(parameters: Parameter[], text: fc.Arbitrary<string>): fc.Arbitrary<Pair> {
    const strange = fc
      .tuple(fc.constantFrom('filter', 'fields', 'page', 'sort', 'include'), text, text)
      .map(([name, key, value]): Pair => [`${name}[${key}]`, value])
    if (parameters.length === 0) return strange
    const described = fc.constantFrom(...parameters).chain((parameter) => this.#pair(parameter))
    return fc.oneof({ weight: 20, arbitrary: described }, { weight: 1, arbitrary: strange })
  }

  #pair({ name, schema }: Parameter): fc.Arbitrary<Pair> {
    if (name === 'page[after]') return fc.tuple(fc.constant(name), this.#mark())
    const sound = this.of(schema).map((value): Pair => {
      if (Array.isArray(value)) return [name, value.join(',')]
      if (typeof value !== 'object' || value === null) return [name, String(value)]
      const [[key, inner] = ['id', '']] = Object.entries(value)
      return [`${name}[${key}]`, String(inner)]
    })
    const broken = this.text.map((value): Pair => [name, value])
    return fc.oneof({ weight: 8, arbitrary: sound }, { weight: 1, arbitrary: broken })
  }

  /** A place in a list, of whatever record. */
  #mark(): fc.Arbitrary<string> {
    return fc
      .tuple(this.id, fc.oneof(this.text, fc.constant('2026-03-05T14:30:00.000Z')))
      .map(([id, value]) => Buffer.from(`${id}~${value}`).toString('base64url'))
  }

  header(parameters: Parameter[]): fc.Arbitrary<Pair> {
    const names = [...parameters.map(({ name }) => name), 'accept']
    return fc
      .tuple(
        fc.constantFrom(...names),
        fc.oneof(this.text, fc.constantFrom('"abc"', '*', '*/*', 'k1', 'k2', 'W/"x"')),
      )
      .map(([name, value]): Pair => [name, value.replace(/[^\x20-\x7e]/g, '?')])
  }

  /** A body: as described, with something in it replaced, or no JSON at all. */
  document(schema: JsonSchema): fc.Arbitrary<string> {
    const sound = this.of(schema)
    const broken = fc
      .tuple(sound, fc.nat(), fc.oneof(this.text, fc.jsonValue({ maxDepth: 2 })))
      .map(([value, at, junk]) => replaced(value, at, junk))
    const json = fc
      .oneof({ weight: 3, arbitrary: sound }, { weight: 2, arbitrary: broken })
      .map((value) => JSON.stringify(value) ?? 'null')
    return fc.oneof({ weight: 20, arbitrary: json }, { weight: 1, arbitrary: this.text })
  }

  /** Values that a schema describes. */
  of(schema: JsonSchema): fc.Arbitrary<unknown> {
    const known = this.#known.get(schema)
    if (known) return known
    const made = this.#make(schema)
    this.#known.set(schema, made)
    return made
  }

  #make(schema: JsonSchema): fc.Arbitrary<unknown> {
    if (schema.$ref) return this.of(resolve(schema))
    const choices = (schema.anyOf ?? schema.oneOf) as JsonSchema[] | undefined
    if (choices) return fc.oneof(...choices.map((choice) => this.of(choice)))
    if ('const' in schema) return fc.constant(schema.const)
    if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
    const types = [schema.type].flat()
    return fc.oneof(...types.map((type) => this.#ofType(String(type), schema)))
  }

  #ofType(type: string, schema: JsonSchema): fc.Arbitrary<unknown> {
    switch (type) {
      case 'null':
        return fc.constant(null)
      case 'boolean':
        return fc.boolean()
      case 'integer':
        return fc.oneof(fc.integer({ min: 1, max: 100 }), fc.constantFrom(0, -1, 2_147_483_647))
      case 'number':
        return fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(0, -0, 1e308, 5e-324))
      case 'string':
        return this.#text(schema)
      case 'array':
        return fc.array(this.of((schema.items ?? {}) as JsonSchema), { minLength: 1, maxLength: 4 })
      case 'object':
        return this.#object(schema)
      default:
        return fc.jsonValue({ maxDepth: 3 })
    }
  }

  #object({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
    const members = Object.entries(properties as Record<string, JsonSchema>)
    const type = (properties as { type?: JsonSchema }).type?.const
    const id = typeof type === 'string' ? this.idOf(type) : this.id
    const model = Object.fromEntries(
      members.map(([name, schema]) => [name, name === 'id' ? id : this.of(schema)]),
    )
    return fc.record(model, { requiredKeys: required as string[] })
  }

  #text({ format, pattern, maxLength }: JsonSchema): fc.Arbitrary<string> {
    if (format === 'date') return fc.constantFrom('2026-03-05', '1900-01-01', '9999-12-31')
    if (format === 'date-time') {
      return fc.constantFrom('2026-03-05T14:30:00Z', '1970-01-01T00:00:00.123456+05:45')
    }
    if (format === 'email') return fc.constantFrom('a@people.example', 'Zoe@People.example')
    const fitting = fc
      .integer({ min: 1, max: 99_999 })
      .map((number) => `k-${number}`.slice(0, Number(maxLength ?? 60)))
    const words = fc.constantFrom('en', 'pt-BR', 'UTC', 'Europe/Berlin', 'A word')
    return pattern
      ? fc.oneof(fitting, words)
      : fc.oneof(fitting, words, fc.string({ unit: 'grapheme', maxLength: 20 }))
  }
}

/** A copy with one of its inner values replaced. */
function replaced(value: unknown, at: number, junk: unknown): unknown {
  const places = countOf(value)
  let left = at % places
  const copy = (inner: unknown): unknown => {
    if (left-- === 0) return junk
    if (Array.isArray(inner)) return inner.map(copy)
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(Object.entries(inner).map(([name, one]) => [name, copy(one)]))
  }
  return copy(value)
}

const countOf = (value: unknown): number =>
  1 +
  (typeof value === 'object' && value !== null
    ? Object.values(value).reduce((sum: number, inner) => sum + countOf(inner), 0)
    : 0)
