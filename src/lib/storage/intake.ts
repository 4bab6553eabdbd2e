import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { Rejection } from '../errors/rejection'
import { HEAD_BYTES } from './kinds'

/** What a stream turned out to be, when it has been read to its end. */
export type Measured = { bytes: number; sha256: string }

/** A body whose beginning was looked at. */
export type Intake = {
  head: Buffer
  /** All of it, once; it fails unless exactly the announced bytes arrive. */
  stream: Readable
  /** @throws before the stream has ended. */
  measured(): Measured
}

/** So long may nothing arrive. */
const IDLE_MS = 60_000

const CUT_OFF = 'The file did not arrive completely. Please try again.'

/**
 * Reads the beginning of a body; the rest is read as the stream is. One piece of the network is in
 * memory at a time.
 * @param signal aborted when the sender goes away, in case the body does not fail then but falls silent.
 */
export async function openIntake(
  body: ReadableStream<Uint8Array> | null,
  announced: number,
  signal: AbortSignal,
): Promise<Intake> {
  const pieces = piecesOf(body, signal)
  let head: Buffer<ArrayBuffer> = Buffer.alloc(0)
  while (head.length < Math.min(HEAD_BYTES, announced)) {
    const { value, done } = await pieces.next()
    if (done) throw new Rejection('bad_request', CUT_OFF)
    head = Buffer.concat([head, value])
  }
  const hash = createHash('sha256')
  let bytes = 0
  let sha256: string | undefined
  async function* whole() {
    for (let piece: Uint8Array | undefined = head; piece; piece = (await pieces.next()).value) {
      bytes += piece.length
      if (bytes > announced) throw new Rejection('bad_request', CUT_OFF)
      hash.update(piece)
      yield piece
    }
    if (bytes !== announced) throw new Rejection('bad_request', CUT_OFF)
    sha256 = hash.digest('hex')
  }
  return {
    head: head.subarray(0, HEAD_BYTES),
    stream: Readable.from(whole(), { objectMode: false }),
    measured() {
      if (sha256 === undefined) throw new Error('The stream has not been read to its end.')
      return { bytes, sha256 }
    },
  }
}

/** Ends early when the sender goes away or falls silent. */
async function* piecesOf(
  body: ReadableStream<Uint8Array> | null,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, undefined> {
  const reader = body?.getReader()
  if (!reader || signal.aborted) return
  // A read that waits then ends as if the body had.
  const end = () => void reader.cancel().catch(() => {})
  signal.addEventListener('abort', end, { once: true })
  try {
    for (;;) {
      const silent = setTimeout(end, IDLE_MS)
      const { value, done } = await reader
        .read()
        .catch(() => {
          throw new Rejection('bad_request', CUT_OFF)
        })
        .finally(() => clearTimeout(silent))
      if (done) return
      if (value.length > 0) yield value
    }
  } finally {
    signal.removeEventListener('abort', end)
  }
}
