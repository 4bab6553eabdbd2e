import type { Metadata } from 'next'
import { AuthShell } from '@/components/auth-shell'
import { ClosedLink } from '@/features/auth/components/closed-link'
import { Invitation } from '@/features/auth/components/invitation'
import { explainClosed, readInvitation } from '@/lib/auth/accept-invitation'
import { getUser } from '@/lib/auth/current-user'
import { paths } from '@/lib/paths'

export const metadata: Metadata = { title: 'Invitation' }

type Props = { params: Promise<{ token: string }> }

export default async function InvitationPage({ params }: Props) {
  const { token } = await params
  const invitation = await readInvitation(token)
  if (invitation.state !== 'open') {
    return (
      <AuthShell title="Invitation">
        <ClosedLink
          reason={explainClosed(invitation.state)}
          way={{ href: paths.home, label: 'Go to my spaces' }}
        />
      </AuthShell>
    )
  }
  const { space, role, email } = invitation
  return (
    <AuthShell
      title={`Join ${space.name}`}
      description={
        <>
          <span dir="auto">{email}</span> is invited as {role.toLowerCase()}.
        </>
      }
    >
      <Invitation invitation={invitation} user={await getUser()} secret={token} />
    </AuthShell>
  )
}
