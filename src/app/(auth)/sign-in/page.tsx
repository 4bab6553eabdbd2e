import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { AuthShell } from '@/components/auth-shell'
import { Callout } from '@/components/callout'
import { ProviderButton } from '@/features/auth/components/provider-button'
import { SignInForm } from '@/features/auth/components/sign-in-form'
import { loadSignInWays } from '@/features/auth/loaders'
import { signInError } from '@/features/auth/sign-in-errors'
import { getUser } from '@/lib/auth/current-user'
import { sameSitePath } from '@/lib/auth/same-site-path'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<Record<string, string | undefined>> }

export default async function SignInPage({ searchParams }: Props) {
  const { next, error } = await searchParams
  const path = sameSitePath(next, paths.home)
  if (await getUser()) redirect(path)
  const { signUp, providerName } = loadSignInWays()
  const problem = signInError(error)

  return (
    <AuthShell
      title="Sign in"
      footer={
        signUp && (
          <>
            No account yet?{' '}
            <Link href={paths.signUp} className="text-accent-ink underline">
              Sign up
            </Link>
          </>
        )
      }
    >
      <div className="grid gap-5">
        {problem && <Callout tone="danger">{problem}</Callout>}
        {providerName && <ProviderButton name={providerName} next={path} />}
        <SignInForm next={path} />
      </div>
    </AuthShell>
  )
}
