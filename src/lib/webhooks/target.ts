import { isIP } from 'node:net'
import { isPublicAddress } from './address'

/** What may be written as the address of a webhook, judged without asking the network. */

/** Names that lead nowhere but into the network of whoever resolves them. */
const INSIDE = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|private|home\.arpa)$/

/**
 * What is wrong with an address, in one sentence; undefined for a good one. That it leads to a public
 * server is judged again whenever something is sent (lookup.ts), because names change their meaning.
 * @param allowPrivate of the operator: private networks, and plain http.
 */
export function urlFault(text: string, allowPrivate: boolean): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || text !== text.trim()) {
    return 'Enter a whole address, such as https://example.org/studyspace.'
  }
  if (url.username || url.password) {
    return 'The address must not hold a name or password. Receivers tell us by the signature.'
  }
  if (url.hash) return 'The part after # is never sent. Leave it out.'
  if (!isPort(url)) return 'Only the ports 80, 443 and those from 1024 on can be reached.'
  if (allowPrivate) return undefined
  if (url.protocol !== 'https:') return 'The address must begin with https://.'
  return isPublicHost(hostOf(url)) ? undefined : PRIVATE
}

const PRIVATE =
  'This address leads into a private network, where this installation sends nothing. Enter one that is public on the internet.'

const isPort = ({ port }: URL) =>
  ['', '80', '443'].includes(port) || (Number(port) >= 1024 && Number(port) <= 65_535)

/** The host of an address, of IPv6 without its brackets. URL has written every form of IPv4 as a.b.c.d. */
export const hostOf = ({ hostname }: URL): string =>
  hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

function isPublicHost(host: string): boolean {
  if (isIP(host)) return isPublicAddress(host)
  return host.includes('.') && !INSIDE.test(host)
}
