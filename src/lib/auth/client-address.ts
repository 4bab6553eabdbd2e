import { isIPv6 } from 'node:net'

/**
 * The header that carries the caller's address. scripts/http-server.ts overwrites it before any
 * handler sees a request, so nobody can choose their own.
 */
export const ADDRESS_HEADER = 'x-forwarded-for'

/**
 * Whom a request comes from.
 * @param socketAddress the peer of the connection.
 * @param forwarded X-Forwarded-For as received: each proxy appended the peer that it saw.
 * @param proxies how many of our own proxies stand in front (TRUST_PROXY); what is further to the
 * left than they could have written is not believed.
 */
export function callerAddress(
  socketAddress: string | undefined,
  forwarded: string | undefined,
  proxies: number,
): string {
  const chain = (forwarded ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean)
  const hops = [...chain, socketAddress ?? 'unknown']
  return hops[Math.max(0, hops.length - 1 - proxies)] ?? 'unknown'
}

/** The key by which tries of a caller are counted: for IPv6 the network, since it is one customer. */
export function addressKey(address: string | null | undefined): string {
  if (!address) return 'unknown'
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  const rest = tail?.split(':').filter(Boolean) ?? []
  const zeros = tail === undefined ? [] : Array<string>(8 - groups.length - rest.length).fill('0')
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':')
}
