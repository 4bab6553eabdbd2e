import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthShell } from '@/components/auth-shell'
import { SignUpForm } from '@/features/auth/components/sign-up-form'
import { loadSignInWays } from '@/features/auth/loaders'
import { isDevMailOpen } from '@/lib/mail/dev-mail'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Sign up' }
// Whether sign-up is open is a matter of the running server, not of the build.
export const dynamic = 'force-dynamic'

export default function SignUpPage() {
  const { signUp } = loadSignInWays()
  return (
    <AuthShell
      title="Sign up"
      footer={
        <>
          You have an account?{' '}
          <Link href={paths.signIn} className="text-accent-ink underline">
            Sign in
          </Link>
        </>
      }
    >
      {signUp ? (
        <SignUpForm devMail={isDevMailOpen()} />
      ) : (
        <p>Sign-up is closed here. Ask somebody who works in a space to invite you.</p>
      )}
    </AuthShell>
  )
}
