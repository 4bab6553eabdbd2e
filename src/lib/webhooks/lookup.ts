import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { Resolver } from 'node:dns/promises'
import type { LookupFunction } from 'node:net'
import { isPublicAddress } from './address'

/** Finds the addresses of a receiver at the moment of connecting, and connects to those only. */

/** A name whose addresses are not all public, or an address that is not. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress'
}

/** All addresses of a name. */
export type Resolve = (host: string) => Promise<LookupAddress[]>

/**
 * A `lookup` for node:http. What it answers was judged, and is what the connection is made to, so a name
 * that means something else a moment later gains nothing.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (host, { all }, callback) => {
    resolve(host).then(
      (addresses) => {
        const [first] = addresses
        if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
          callback(new ForbiddenAddress(host), '', 0)
        } else if (all) callback(null, addresses)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, '', 0),
    )
  }
}

/** For operators who allow their own network: whatever the machine knows, its hosts file too. */
export const openLookup: LookupFunction = systemLookup as LookupFunction

/**
 * Asks the name servers. Not `dns.lookup`, which occupies one of the few threads of the process: names
 * whose servers never answer would hold up everything else that needs one, such as passwords and files.
 */
export const resolveName: Resolve = async (host) => {
  const resolver = new Resolver({ timeout: 3_000, tries: 2 })
  const [four, six] = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
  const addresses = [
    ...(four.status === 'fulfilled' ? four.value.map((address) => ({ address, family: 4 })) : []),
    ...(six.status === 'fulfilled' ? six.value.map((address) => ({ address, family: 6 })) : []),
  ]
  if (addresses.length === 0 && four.status === 'rejected') throw four.reason
  return addresses
}
