import type { IncomingMessage, ServerResponse } from 'node:http'

/** What a server does with a call, and what calls to it have in their head. */
export type Served = {
  answer(incoming: IncomingMessage, outgoing: ServerResponse): void
  headers: Record<string, string>
}
