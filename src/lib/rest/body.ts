import { limitedText } from '../api/limited-text'
import { PROTOTYPE_KEYS } from '../api/rpc-edge'
import { Rejection } from '../errors/rejection'
import { RestRefusal } from './refusal'

export const JSON_API = 'application/vnd.api+json'
export const ATOMIC = 'https://jsonapi.org/ext/atomic'

/** Bytes of a body: 5,000 records of two thousand characters each. */
export const LARGEST_BODY = 10_000_000
/** Objects inside objects: what a Json column may hold, and the document around it. */
const DEPTH = 24

/**
 * The JSON of a request and the text it came in.
 * @throws RestRefusal 415; Rejection `too_large` or `bad_request`.
 */
export async function readBody(request: Request): Promise<{ json: unknown; text: string }> {
  requireContentType(request.headers.get('content-type') ?? '')
  const text = await limitedText(request, LARGEST_BODY)
  if (text === undefined) throw tooLarge()
  try {
    return { json: JSON.parse(text, sound), text }
  } catch (error) {
    if (error instanceof Rejection) throw error
    throw new Rejection('bad_request', 'The body is not valid JSON.')
  }
}

const tooLarge = () =>
  new Rejection('too_large', 'A request has at most ten million bytes. Send less at once.')

function requireContentType(header: string): void {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim())
  const extensions = parameters.flatMap(
    (part) => /^ext="([^"]*)"$/.exec(part)?.[1]?.split(' ') ?? [],
  )
  const known = [JSON_API, 'application/json'].includes(type.toLowerCase())
  const foreign = parameters.some((part) => !/^(ext|profile|charset)=/i.test(part))
  if (known && !foreign && extensions.every((extension) => extension === ATOMIC)) return
  throw new RestRefusal(
    'bad_request',
    [{ detail: `Send ${JSON_API} or application/json.`, source: { header: 'content-type' } }],
    415,
  )
}

/** @throws RestRefusal 406 when nothing that the client takes is what we send. */
export function requireAccepted(request: Request): void {
  const header = request.headers.get('accept')
  if (!header) return
  const types = header.split(',').map((part) => part.split(';')[0]?.trim().toLowerCase() ?? '')
  const ours = [JSON_API, 'application/json', 'application/*', '*/*']
  if (types.some((type) => ours.includes(type))) return
  throw new RestRefusal(
    'bad_request',
    [{ detail: `The answer is ${JSON_API}.`, source: { header: 'accept' } }],
    406,
  )
}

/** A reviver that refuses keys by which objects could be given another prototype. */
function sound(key: string, value: unknown): unknown {
  if (PROTOTYPE_KEYS.has(key)) {
    throw new Rejection('bad_request', `A document cannot contain "${key}".`)
  }
  return value
}

/** @throws Rejection `too_large` for a document that is nested more deeply than any that makes sense. */
export function requireShallow(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return
  if (depth > DEPTH) throw new Rejection('too_large', 'The document is nested too deeply.')
  for (const inner of Object.values(value)) requireShallow(inner, depth + 1)
}
