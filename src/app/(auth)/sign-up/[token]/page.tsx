import type { Metadata } from 'next'
import { AuthShell } from '@/components/auth-shell'
import { ClosedLink } from '@/features/auth/components/closed-link'
import { FinishSignUp } from '@/features/auth/components/finish-sign-up'
import { loadMailLink } from '@/features/auth/loaders'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Finish your sign-up' }

type Props = { params: Promise<{ token: string }> }

export default async function FinishSignUpPage({ params }: Props) {
  const { token } = await params
  const link = await loadMailLink('SIGN_UP', token)
  return (
    <AuthShell
      title="Finish your sign-up"
      description={link.open && <span dir="auto">{link.email}</span>}
    >
      {link.open ? (
        <FinishSignUp name={link.name} email={link.email} secret={token} />
      ) : (
        <ClosedLink reason={link.reason} way={{ href: paths.signUp, label: 'Sign up again' }} />
      )}
    </AuthShell>
  )
}
