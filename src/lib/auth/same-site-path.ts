/**
 * The request header in which the proxy tells pages their own path and query. Written by the proxy
 * for every request, so a client cannot set it.
 */
export const PATH_HEADER = 'x-page-path'

const NOWHERE = 'http://same-site.invalid'

/**
 * A path of this site out of a value that anyone may have written, for going there after signing in.
 * Everything else, above all another site's address in any disguise, becomes `fallback`.
 */
export function sameSitePath(value: unknown, fallback = '/'): string {
  if (typeof value !== 'string' || !value.startsWith('/') || !URL.canParse(value, NOWHERE)) {
    return fallback
  }
  const { origin, pathname, search, hash } = new URL(value, NOWHERE)
  // `/.//evil.example` has the right origin, but its path alone would be another site's address.
  if (origin !== NOWHERE || pathname.startsWith('//') || pathname.startsWith('/api/')) {
    return fallback
  }
  return pathname + search + hash
}

/** The address of the sign-in page that leads back to `path`. */
export function signInPath(path: string): string {
  return path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`
}
