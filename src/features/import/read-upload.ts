import type { z } from 'zod'
import { Rejection } from '@/lib/errors/rejection'
import { MAX_BYTES, MAX_FILE_SIZE } from './limits'

const NEWLINE = 10
const MAX_PLAN_BYTES = 1_000_000
/** Small pieces of the network are put together, because each piece costs a pass of the parser. */
const PIECE = 64 * 1024

const UNREADABLE = 'The description of the columns could not be read. Please start again.'
const TOO_LARGE = `A file can have up to ${MAX_FILE_SIZE}. Split it and import the parts one after the other.`

/** Refuses by its announced size what would be refused after reading it. */
export function requireSize(request: Request): void {
  const length = Number(request.headers.get('content-length') ?? 0)
  if (length > MAX_BYTES + MAX_PLAN_BYTES) throw new Rejection('too_large', TOO_LARGE)
}

/**
 * Splits a request body into the plan, which is its first line, and the bytes of the file after it.
 * @param schema of the plan; what its own checks say reaches the person.
 * @throws Rejection `invalid`; while the file is read, `too_large` and `bad_request`.
 */
export async function openUpload<Plan>(
  request: Request,
  schema: z.ZodType<Plan>,
): Promise<{ plan: Plan; file: AsyncGenerator<Uint8Array> }> {
  const chunks = chunksOf(request)
  let head = Buffer.alloc(0)
  while (!head.includes(NEWLINE)) {
    const { value, done } = await chunks.next()
    if (done || head.length > MAX_PLAN_BYTES) throw new Rejection('invalid', UNREADABLE)
    head = Buffer.concat([head, value])
  }
  const end = head.indexOf(NEWLINE)
  return {
    plan: parsePlan(head.subarray(0, end).toString('utf8'), schema),
    file: limited(head.subarray(end + 1), chunks),
  }
}

function parsePlan<Plan>(text: string, schema: z.ZodType<Plan>): Plan {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Rejection('invalid', UNREADABLE)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const custom = parsed.error.issues.find((issue) => issue.code === 'custom')
  throw new Rejection('invalid', custom?.message ?? UNREADABLE)
}

/** @throws Rejection when the connection or something on the way cut the body off. */
async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const announced = request.headers.get('content-length')
  const reader = request.body?.getReader()
  let received = 0
  for (;;) {
    const { value, done } = (await reader?.read()) ?? { done: true }
    if (!value || done) break
    received += value.length
    yield value
  }
  if (announced !== null && received !== Number(announced))
    throw new Rejection('bad_request', 'The file did not arrive completely. Please try again.')
}

async function* limited(
  first: Uint8Array,
  chunks: AsyncGenerator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let waiting = [first]
  let size = first.length
  let total = first.length
  for await (const chunk of chunks) {
    total += chunk.length
    if (total > MAX_BYTES) throw new Rejection('too_large', TOO_LARGE)
    waiting.push(chunk)
    size += chunk.length
    if (size < PIECE) continue
    yield Buffer.concat(waiting)
    waiting = []
    size = 0
  }
  yield Buffer.concat(waiting)
}
