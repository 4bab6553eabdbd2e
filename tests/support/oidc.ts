import { OAuth2Server } from 'oauth2-mock-server'

export type ProviderClaims = {
  sub: string
  email?: string
  email_verified?: unknown
  name?: string
}

/** A real OpenID Connect provider on loopback, at which one is always signed in as `claims`. */
export type Provider = {
  issuer: string
  claims: ProviderClaims
  /** Claims that only its userinfo address tells. */
  userinfo: Partial<ProviderClaims>
  close(): Promise<void>
}

export async function startProvider(): Promise<Provider> {
  const server = new OAuth2Server()
  await server.issuer.keys.generate('RS256')
  await server.start(0, '127.0.0.1')
  const provider: Provider = {
    issuer: server.issuer.url ?? '',
    claims: { sub: '' },
    userinfo: {},
    close: () => server.stop(),
  }
  server.service.on('beforeTokenSigning', (token) => {
    Object.assign(token.payload, provider.claims)
  })
  server.service.on('beforeUserinfo', (answer) => {
    answer.body = { sub: provider.claims.sub, ...provider.userinfo }
  })
  return provider
}
