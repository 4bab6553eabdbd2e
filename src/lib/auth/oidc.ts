import type { OAuthConfig } from 'next-auth/providers/oauth'
import { z } from 'zod'
import { system } from '@/lib/db/system'
import { env } from '@/lib/env'
import { problemOf } from '@/lib/errors/problem'
import { emailAddress } from './email-address'

export const OIDC_PROVIDER = 'oidc'

/** The claims of OpenID Connect Core 1.0, 5.1, that we look at; the ID token proved `iss` and `sub`. */
const claimsShape = z.object({
  iss: z.string().min(1),
  sub: z.string().min(1),
  email: z.string().optional(),
  email_verified: z.unknown().optional(),
  name: z.string().optional(),
})

type Claims = z.infer<typeof claimsShape>

/** The provider of OIDC_ISSUER for next-auth, or none. */
export function oidcProviders(): OAuthConfig<Claims>[] {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_NAME } = env
  if (!OIDC_ISSUER) return []
  return [
    {
      id: OIDC_PROVIDER,
      name: OIDC_NAME,
      type: 'oauth',
      wellKnown: `${OIDC_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId: OIDC_CLIENT_ID,
      clientSecret: OIDC_CLIENT_SECRET,
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      authorization: { params: { scope: 'openid email profile' } },
      userinfo: {
        // Some providers put the e-mail into the ID token, others answer it on request only.
        async request({ client, tokens }) {
          // openid-client's token set, of which next-auth's type leaves out the method.
          const claims = (tokens as unknown as { claims(): Claims }).claims()
          if (claims.email || !client.issuer.metadata.userinfo_endpoint) return claims
          const info = await client.userinfo(tokens.access_token ?? '')
          if (info.sub !== claims.sub) throw new Error('The provider answered for somebody else.')
          return { ...info, ...claims }
        },
      },
      profile: ({ sub, name, email }) => ({ id: sub, name, email }),
    },
  ]
}

export type OidcRefusal = 'oidc-email' | 'oidc-deactivated' | 'oidc-again'

/**
 * Finds or makes the user of somebody whom the provider vouches for. An existing account is linked by
 * its e-mail only when the provider has verified that; otherwise whoever can type an address there
 * would take over an account here.
 * @returns null when the user may enter.
 */
export async function admitOidcUser(profile: unknown): Promise<OidcRefusal | null> {
  const claims = claimsShape.parse(profile)
  const userId = await findOidcUserId(claims)
  if (userId) return (await isActive(userId)) ? null : 'oidc-deactivated'

  const email = emailAddress.safeParse(claims.email)
  if (!email.success || claims.email_verified !== true) return 'oidc-email'
  const known = await system.user.findUnique({ where: { email: email.data } })
  if (known && known.status !== 'ACTIVE') return 'oidc-deactivated'
  try {
    await system.$transaction(async (tx) => {
      const name = claims.name?.trim().slice(0, 120) || nameIn(email.data)
      const user = known ?? (await tx.user.create({ data: { email: email.data, name } }))
      const { iss: issuer, sub: subject } = claims
      await tx.oidcAccount.create({ data: { issuer, subject, userId: user.id } })
    })
    return null
  } catch (error) {
    // The same person in two tabs at once.
    if (problemOf(error).code !== 'conflict') throw error
    return 'oidc-again'
  }
}

/** The user of an account at the provider, once `admitOidcUser` let them in. */
export async function findOidcUserId(profile: unknown): Promise<string | null> {
  const { iss: issuer, sub: subject } = claimsShape.parse(profile)
  const where = { issuer_subject: { issuer, subject } }
  return (await system.oidcAccount.findUnique({ where }))?.userId ?? null
}

async function isActive(userId: string): Promise<boolean> {
  return (await system.user.count({ where: { id: userId, status: 'ACTIVE' } })) > 0
}

const nameIn = (email: string) => email.slice(0, email.indexOf('@')).slice(0, 120)
