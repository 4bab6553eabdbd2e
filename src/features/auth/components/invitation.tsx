import { Callout } from '@/components/callout'
import { LinkButton } from '@/components/link-button'
import type { InvitationState } from '@/lib/auth/accept-invitation'
import { signInPath } from '@/lib/auth/same-site-path'
import type { SignedIn } from '@/lib/auth/sessions'
import { paths } from '@/lib/paths'
import { AcceptAsNewUser, AcceptInvitation } from './accept-invitation'
import { SignOutButton } from './sign-out-button'

type OpenInvitation = Extract<InvitationState, { state: 'open' }>

/** The way into a space for whoever opened the link of an invitation. */
export function Invitation({
  invitation,
  user,
  secret,
}: {
  invitation: OpenInvitation
  user: SignedIn | null
  secret: string
}) {
  const { email, account, space } = invitation
  const here = paths.invitation(secret)
  if (user?.email === email) return <AcceptInvitation secret={secret} />
  if (user) {
    return (
      <Callout
        tone="warning"
        title="You are signed in as somebody else"
        actions={<SignOutButton next={here}>Sign out and come back here</SignOutButton>}
      >
        The invitation is for <strong dir="auto">{email}</strong>, and you are signed in as{' '}
        <strong dir="auto">{user.email}</strong>.
      </Callout>
    )
  }
  switch (account) {
    case 'none':
      return <AcceptAsNewUser email={email} slug={space.slug} secret={secret} />
    case 'active':
      return (
        <div className="grid gap-4">
          <p>
            There is an account for <strong dir="auto">{email}</strong>. Sign in with it, and you
            come back here.
          </p>
          <LinkButton href={signInPath(here)} variant="primary" size="lg">
            Sign in
          </LinkButton>
        </div>
      )
    case 'deactivated':
      return (
        <Callout tone="warning" title="This account is deactivated">
          The account for <strong dir="auto">{email}</strong> was closed and cannot be used. Ask for
          an invitation to another e-mail address.
        </Callout>
      )
  }
}
