import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress } from './address'
import { ForbiddenAddress, guardedLookup, openLookup, type Resolve, resolveName } from './lookup'
import { hostOf } from './target'

/** One request to a receiver. */

export type Limits = {
  /** How long a receiver may take, from the first step of connecting on. */
  timeoutMs: number
  /** Of the operator: private networks, and plain http. */
  allowPrivate: boolean
  resolve?: Resolve
}

/** More of an answer is not read, and nothing of it is kept. */
const ANSWER_BYTES = 64 * 1024

/** Requests to one receiver, which share their connections. */
export type Sender = {
  /** Resolves to the status of the answer. @throws whatever went wrong. */
  post(body: string, headers: Record<string, string>, stop?: AbortSignal): Promise<number>
  close(): void
}

export function openSender(address: string, limits: Limits, connections: number): Sender {
  const { timeoutMs, allowPrivate, resolve = resolveName } = limits
  const url = new URL(address)
  const { Agent, request } = url.protocol === 'https:' ? https : http
  const agent = new Agent({ keepAlive: true, maxSockets: connections, maxFreeSockets: connections })
  const options = {
    method: 'POST',
    agent,
    lookup: allowPrivate ? openLookup : guardedLookup(resolve),
    maxHeaderSize: 16 * 1024,
  }
  return {
    close: () => agent.destroy(),
    async post(body, headers, stop) {
      const host = hostOf(url)
      if (!allowPrivate) {
        // For a number there is no lookup.
        if (url.protocol !== 'https:' || (isIP(host) && !isPublicAddress(host)))
          throw new ForbiddenAddress(host)
      }
      return new Promise((answer, fail) => {
        const outgoing = request(url, { ...options, headers }, (response) => {
          discard(response)
          answer(response.statusCode ?? 0)
        })
        const breakOff = () => outgoing.destroy(new Error('The server stops.'))
        // Of the answer too: one that comes drop by drop ends with it.
        const late = setTimeout(() => outgoing.destroy(new NoAnswer()), timeoutMs)
        stop?.addEventListener('abort', breakOff, { once: true })
        outgoing.on('error', fail)
        outgoing.on('close', () => {
          clearTimeout(late)
          stop?.removeEventListener('abort', breakOff)
        })
        outgoing.end(body)
      })
    },
  }
}

class NoAnswer extends Error {
  override readonly name = 'NoAnswer'
}

/** Reads an answer to its end, so that the connection serves again, or breaks it off. */
function discard(response: IncomingMessage): void {
  let bytes = 0
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > ANSWER_BYTES) response.destroy()
  })
  // The status has arrived, which is all that counts.
  response.on('error', () => {})
}

/** What went wrong, for somebody who looks after the receiver. Never an address of the network. */
export function errorText(error: unknown, { timeoutMs }: Pick<Limits, 'timeoutMs'>): string {
  const { name, code = '' } = error as { name?: string; code?: string }
  if (name === 'ForbiddenAddress') {
    return 'The address leads into a private network, where this installation sends nothing.'
  }
  if (name === 'NoAnswer' || code === 'ETIMEDOUT') {
    return `There was no answer within ${Math.round(timeoutMs / 1000)} seconds.`
  }
  if (/^(ENOTFOUND|ENODATA|ESERVFAIL|EAI_|ETIMEOUT|EREFUSED|EBADNAME)/.test(code)) {
    return 'The name of the server could not be found.'
  }
  if (code === 'ECONNREFUSED') return 'The server refused the connection.'
  if (code === 'ECONNRESET' || code === 'EPIPE') return 'The server broke off the connection.'
  if (/CERT|SSL|TLS|SIGNATURE|ISSUER|EPROTO/.test(code)) {
    return 'The connection could not be encrypted safely, because of the certificate of the server.'
  }
  return code ? `The connection failed (${code}).` : 'The connection failed.'
}

/** What the status of an answer means; undefined for success. */
export function statusFault(status: number): string | undefined {
  if (status >= 200 && status < 300) return undefined
  if (status === 410) return 'The receiver answered that it is gone for good (410).'
  if (status >= 300 && status < 400) {
    return `The receiver answered with a redirect (${status}), which is not followed. Enter the address that it leads to.`
  }
  return `The receiver answered with the status ${status}.`
}
