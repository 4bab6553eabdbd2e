import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Addresses that a webhook may reach. A receiver is chosen by somebody in a space, the request is made
 * from inside the operator's network: so only what is public on the internet is reached.
 */

/** The only addresses of IPv6 that are given to networks on the internet (RFC 4291, 2.4). */
const GLOBAL_UNICAST = ipaddr.parseCIDR('2000::/3')

/** Public by its number, but answered by the host of a virtual machine in Azure. */
const OF_THE_HOST = '168.63.129.16'

/**
 * Whether an IP address is a public one: not private, loopback, link-local, shared (CGNAT), multicast,
 * unspecified, reserved or for documentation, and no IPv6 form that holds an IPv4 address (mapped, 6to4,
 * NAT64, Teredo), which a gateway would turn into that.
 */
export function isPublicAddress(text: string): boolean {
  if (!isIP(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  if (address.kind() === 'ipv4') return address.toString() !== OF_THE_HOST
  return address.match(GLOBAL_UNICAST)
}
