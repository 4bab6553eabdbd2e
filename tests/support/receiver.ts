import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { DeliveryLimits } from '@/lib/webhooks/delivery'

/** What a receiver of webhooks got, in the order of arrival. */
export type Received = { path: string; headers: IncomingHttpHeaders; body: string }

export type Receiver = {
  url: string
  received: Received[]
  /** The ids of the messages, in the order of arrival. */
  ids(): string[]
  close(): Promise<void>
}

/**
 * A receiver on this machine.
 * @param answer a status, or what to do with the answer; by default it takes everything.
 */
export async function openReceiver(
  answer: (given: Received, response: ServerResponse) => number | undefined = () => 200,
): Promise<Receiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const given = { path: request.url ?? '', headers: request.headers, body }
      received.push(given)
      const status = answer(given, response)
      if (status) response.writeHead(status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    ids: () => received.map(({ headers }) => String(headers['webhook-id'])),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** What the library of Standard Webhooks makes of it. @throws when the signature does not hold. */
export const verify = (secret: string, { body, headers }: Received): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>)

/** As in production, but for receivers on this machine. */
export const testLimits: DeliveryLimits = {
  timeoutMs: 5_000,
  leaseMs: 60_000,
  passMs: 20_000,
  together: 10,
  allowPrivate: true,
}
