'use client'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Callout } from '@/components/callout'
import { errorInfo } from '@/lib/error-info'
import { paths } from '@/lib/paths'
import { acceptInvitation, acceptInvitationAsNewUser } from '../actions'
import { NewAccountForm } from './new-account-form'

/** One button, for somebody who is signed in as the invited person. */
export function AcceptInvitation({ secret }: { secret: string }) {
  const [pending, setPending] = useState(false)
  const [failure, setFailure] = useState<string>()

  async function accept() {
    setPending(true)
    try {
      const result = await acceptInvitation(secret)
      if (result.ok) return window.location.assign(paths.space(result.slug))
      setFailure(result.reason)
    } catch (error) {
      setFailure(errorInfo(error).message)
    }
    setPending(false)
  }

  return (
    <div className="grid gap-4">
      <div role="alert" className="empty:hidden">
        {failure && <Callout tone="danger">{failure}</Callout>}
      </div>
      <Button variant="primary" size="lg" pending={pending} onClick={accept}>
        Accept invitation
      </Button>
    </div>
  )
}

/** For somebody who has no account yet: makes one and joins in one step. */
export function AcceptAsNewUser({
  email,
  slug,
  secret,
}: {
  email: string
  slug: string
  secret: string
}) {
  return (
    <NewAccountForm
      email={email}
      submitLabel="Create account and accept"
      next={paths.space(slug)}
      create={(account) => acceptInvitationAsNewUser(account, secret)}
    />
  )
}
