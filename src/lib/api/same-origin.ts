import { env } from '../env'
import { Rejection } from '../errors/rejection'

/**
 * Refuses writes that another site sends in a signed-in person's browser. Browsers name the origin of
 * every write in `Sec-Fetch-Site` or `Origin`; a write that names none is refused as well.
 *
 * @throws Rejection `forbidden`.
 */
export function requireSameOrigin(request: Request): void {
  const site = request.headers.get('sec-fetch-site')
  if (site ? site === 'same-origin' : isOwnOrigin(request)) return
  throw new Rejection('forbidden', 'This request came from another site and was not carried out.')
}

/**
 * Refuses a download that another site starts: it is recorded, and would read as if the person had
 * wanted it.
 *
 * @throws Rejection `forbidden`.
 */
export function requireNoOtherSite(request: Request): void {
  const site = request.headers.get('sec-fetch-site') ?? 'none'
  if (site === 'same-origin' || site === 'none') return
  throw new Rejection('forbidden', 'This request came from another site and was not carried out.')
}

function isOwnOrigin(request: Request): boolean {
  const origin = request.headers.get('origin')
  if (!origin || !URL.canParse(origin)) return false
  return (
    new URL(origin).host === request.headers.get('host') || origin === new URL(env.APP_URL).origin
  )
}
