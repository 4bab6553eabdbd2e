import type { Metadata } from 'next'
import Link from 'next/link'
import { AuthShell } from '@/components/auth-shell'
import { ForgottenPasswordForm } from '@/features/auth/components/forgotten-password-form'
import { isDevMailOpen } from '@/lib/mail/dev-mail'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Forgotten password' }
// Where the mail goes is a matter of the running server, not of the build.
export const dynamic = 'force-dynamic'

export default function ForgottenPasswordPage() {
  return (
    <AuthShell
      title="Forgotten password"
      description="You will get a link to choose a new one with."
      footer={
        <Link href={paths.signIn} className="text-accent-ink underline">
          Back to sign-in
        </Link>
      }
    >
      <ForgottenPasswordForm devMail={isDevMailOpen()} />
    </AuthShell>
  )
}
