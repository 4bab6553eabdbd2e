import { BlockList, isIP, isIPv4 } from 'node:net'

/** A network such as 192.0.2.0/24 or 2001:db8::/32. */
type Network = { address: string; bits: number; family: 'ipv4' | 'ipv6' }

/** Reads a network; a single address is one of its own. Null when it is neither. */
function readNetwork(text: string): Network | null {
  const [address = '', length, ...rest] = text.split('/')
  // `fe80::1%eth0` names a link of one machine.
  if (rest.length > 0 || address.includes('%') || isIP(address) === 0) return null
  const family = isIPv4(address) ? 'ipv4' : 'ipv6'
  const most = family === 'ipv4' ? 32 : 128
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return null
  const bits = length === undefined ? most : Number(length)
  return bits <= most ? { address, bits, family } : null
}

export const isNetwork = (text: string): boolean => readNetwork(text) !== null

/**
 * Whether an address lies in one of the networks; in an empty list every address does.
 * @param networks as `isNetwork` takes them; what is none of those lets nobody in.
 * @param address IPv4, IPv6, or IPv4 as IPv6 (`::ffff:192.0.2.1`), which counts as IPv4.
 */
export function isInNetworks(networks: readonly string[], address: string): boolean {
  if (networks.length === 0) return true
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  if (isIP(plain) === 0) return false
  const allowed = new BlockList()
  for (const text of networks) {
    const network = readNetwork(text)
    if (network) allowed.addSubnet(network.address, network.bits, network.family)
  }
  return allowed.check(plain, isIPv4(plain) ? 'ipv4' : 'ipv6')
}
