import type { Metadata } from 'next'
import { AuthShell } from '@/components/auth-shell'
import { ClosedLink } from '@/features/auth/components/closed-link'
import { ResetPasswordForm } from '@/features/auth/components/reset-password-form'
import { loadMailLink } from '@/features/auth/loaders'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Choose a new password' }

type Props = { params: Promise<{ token: string }> }

export default async function ResetPasswordPage({ params }: Props) {
  const { token } = await params
  const link = await loadMailLink('PASSWORD_RESET', token)
  return (
    <AuthShell
      title="Choose a new password"
      description={link.open && <span dir="auto">{link.email}</span>}
    >
      {link.open ? (
        <ResetPasswordForm email={link.email} secret={token} />
      ) : (
        <ClosedLink
          reason={link.reason}
          way={{ href: paths.forgottenPassword, label: 'Ask for a new link' }}
        />
      )}
    </AuthShell>
  )
}
