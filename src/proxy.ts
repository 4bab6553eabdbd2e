import { type NextRequest, NextResponse } from 'next/server'
import { PATH_HEADER } from './lib/auth/same-site-path'

/**
 * Runs before every page: gives it a Content-Security-Policy with a nonce of its own and tells it its
 * own address. Nothing is decided here; who may see what is decided at the data (src/lib/auth,
 * src/lib/db).
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID())
  const policy = contentSecurityPolicy(nonce)
  const headers = new Headers(request.headers)
  headers.set(PATH_HEADER, request.nextUrl.pathname + request.nextUrl.search)
  headers.set('x-nonce', nonce)
  // Whatever a client sent: the id under which this request's writes stand in the audit trail.
  headers.set('x-request-id', crypto.randomUUID())
  // Next.js reads the nonce for its own scripts out of this request header.
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  return response
}

function contentSecurityPolicy(nonce: string): string {
  const development = process.env.NODE_ENV === 'development'
  const directives = {
    'default-src': "'self'",
    // Hot reload evaluates code from strings; the built product does not.
    'script-src': `'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    // Positioned overlays and charts set style attributes, which no nonce can cover.
    'style-src': "'self' 'unsafe-inline'",
    'img-src': "'self' data: blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    // The preview of PDF works in one.
    'worker-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'self'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join('; ')
}

export const config = {
  // Pages only: files and API answers have headers from next.config.mjs.
  matcher: ['/((?!api/|_next/static|_next/image|icon.svg|favicon.ico).*)'],
}
