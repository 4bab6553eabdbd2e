import { explainClosedLink } from '@/lib/auth/closed-link'
import { readToken } from '@/lib/auth/email-tokens'
import { env } from '@/lib/env'

/** A link of a mail, looked at and not used: whose it is, or why it no longer works. */
export type MailLink = { open: true; email: string; name: string } | { open: false; reason: string }

export async function loadMailLink(
  purpose: 'SIGN_UP' | 'PASSWORD_RESET',
  secret: string,
): Promise<MailLink> {
  const found = await readToken(purpose, secret)
  if (found.state !== 'live') return { open: false, reason: explainClosedLink(found.state) }
  return { open: true, email: found.token.email, name: found.token.name ?? '' }
}

/** The ways in that this installation offers. */
export function loadSignInWays(): { signUp: boolean; providerName: string | null } {
  return { signUp: env.SIGN_UP, providerName: env.OIDC_ISSUER ? env.OIDC_NAME : null }
}
