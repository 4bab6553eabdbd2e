import type { IncomingMessage, ServerResponse } from 'node:http'
import { Rejection } from '@/lib/errors/rejection'

/** Handlers of Request and Response on a server of node:http, without a framework between. */

export type Handler = (request: Request) => Promise<Response>

/** Bytes of a body; the doors themselves take less. */
const LARGEST_BODY = 44_000_000

/**
 * Answers by `handler`. What it answers is small and whole, so it is sent in one piece.
 * @param origin of the server, for addresses. @param headers that every answer has besides its own.
 */
export async function answerByHandler(
  handler: Handler,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { origin, headers }: { origin: string; headers: Record<string, string> },
): Promise<void> {
  let answer: Response
  try {
    answer = await handler(await requestOf(incoming, origin))
  } catch (error) {
    // Handlers answer whatever goes wrong in them; this is a body that did not arrive, or too large.
    outgoing.writeHead(error instanceof Rejection ? 413 : 400, { ...headers, connection: 'close' })
    outgoing.end()
    return
  }
  const body = answer.body ? Buffer.from(await answer.arrayBuffer()) : undefined
  const length = body ? { 'content-length': body.length } : {}
  outgoing.writeHead(answer.status, {
    ...headers,
    ...Object.fromEntries(answer.headers),
    ...length,
  })
  outgoing.end(body)
}

async function requestOf(incoming: IncomingMessage, origin: string): Promise<Request> {
  const { method = 'GET', url = '/', headers } = incoming
  const flat = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
  )
  const body = method === 'GET' || method === 'HEAD' ? undefined : await bodyOf(incoming)
  return new Request(new URL(url, origin), { method, headers: flat, body })
}

async function bodyOf(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Buffer[] = []
  let length = 0
  for await (const part of incoming as AsyncIterable<Buffer>) {
    length += part.length
    if (length > LARGEST_BODY) throw new Rejection('too_large', 'This body is too large.')
    parts.push(part)
  }
  return new Uint8Array(Buffer.concat(parts, length))
}
