'use client'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { orThrow } from '@/lib/auth/outcome'
import { paths } from '@/lib/paths'
import { deactivateAccount } from '../actions'

export function DeactivateCard({ email }: { email: string }) {
  return (
    <Card
      title="Deactivate account"
      description="You can no longer sign in. What you made stays in its spaces, with your name."
    >
      <ConfirmDialog
        trigger={<Button variant="danger">Deactivate my account</Button>}
        title="Deactivate your account?"
        description="This cannot be undone here: nobody can sign in with this e-mail address again."
        removes={['Your access to every space', 'All places where you are signed in']}
        typeToConfirm={email}
        confirmLabel="Deactivate"
        onConfirm={async () => {
          orThrow(await deactivateAccount())
          window.location.assign(paths.signIn)
        }}
      />
    </Card>
  )
}
