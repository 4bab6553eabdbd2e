import type { AuthOptions, Session } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { env } from '@/lib/env'
import { paths } from '@/lib/paths'
import { ADDRESS_HEADER, addressKey } from './client-address'
import { admitOidcUser, findOidcUserId, OIDC_PROVIDER, oidcProviders } from './oidc'
import { sameSitePath } from './same-site-path'
import { SECURE_COOKIES } from './session-cookie'
import { endSession, SESSION_SECONDS, startSession, userOfSession } from './sessions'
import { checkPassword } from './sign-in'

/**
 * next-auth signs people in and out and writes the cookie. The cookie holds only the secret of a
 * session row (see docs/decisions): whether somebody is signed in is always asked of the database,
 * by src/lib/auth/current-user.ts for our pages and in `session` below for next-auth's own address.
 * Its own origin it takes from NEXTAUTH_URL (scripts/environment.ts), never from a request.
 */
export const authOptions: AuthOptions = {
  secret: env.AUTH_SECRET,
  session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
  useSecureCookies: SECURE_COOKIES,
  pages: { signIn: paths.signIn, signOut: paths.account, error: paths.signIn },
  providers: [
    CredentialsProvider({
      credentials: { email: {}, password: {} },
      async authorize(credentials, { headers }) {
        const { email, password } = credentials ?? {}
        const address = addressKey(headers?.[ADDRESS_HEADER])
        const result = await checkPassword(String(email), String(password), address)
        // What is thrown reaches the form as the reason (features/auth/session.ts).
        if (!result.ok) throw new Error(result.reason)
        return result.user
      },
    }),
    ...oidcProviders(),
  ],
  callbacks: {
    async signIn({ account, profile }) {
      if (account?.provider !== OIDC_PROVIDER) return true
      const refusal = await admitOidcUser(profile)
      return refusal ? `${env.APP_URL}${paths.signIn}?error=${refusal}` : true
    },
    async jwt({ token, user, account, profile }) {
      // Without an account it is a later look at an existing session.
      if (!account) return { sid: token.sid }
      const isOidc = account.provider === OIDC_PROVIDER
      const userId = isOidc ? await findOidcUserId(profile) : user.id
      if (!userId) throw new Error('Signed in without a user.')
      return { sid: await startSession(userId) }
    },
    async session({ session, token }) {
      const user = await userOfSession(String(token.sid))
      // An empty object is how next-auth says "nobody".
      if (!user) return {} as Session
      return { user: { name: user.name, email: user.email }, expires: session.expires }
    },
    redirect({ url, baseUrl }) {
      const path = url.startsWith(`${baseUrl}/`) ? url.slice(baseUrl.length) : url
      return baseUrl + sameSitePath(path)
    },
  },
  events: {
    async signOut({ token }) {
      if (typeof token?.sid === 'string') await endSession(token.sid)
    },
  },
}
