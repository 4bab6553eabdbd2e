'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useTransition } from 'react'
import { Button } from '@/components/button'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { toast } from '@/components/toast'
import { useDeleteInvitation } from '@/generated/hooks/invitation'
import type { Invitation } from '@/generated/zenstack/client'
import { orThrow } from '@/lib/auth/outcome'
import { resendInvitation } from '../actions'

/** Sends an invitation again or takes it back. */
export function InvitationActions({ slug, invitation }: { slug: string; invitation: Invitation }) {
  const queries = useQueryClient()
  const withdraw = useDeleteInvitation()
  const [sending, startSending] = useTransition()
  const { id, email } = invitation

  function resend() {
    startSending(async () => {
      try {
        orThrow(await resendInvitation(slug, id))
        toast.success(
          'Invitation sent again',
          `${email}. The link of the former mail stopped working.`,
        )
      } catch (error) {
        toast.failure(error)
      }
      await queries.invalidateQueries()
    })
  }

  return (
    <span className="inline-flex gap-1">
      <Button
        size="sm"
        variant="ghost"
        pending={sending}
        onClick={resend}
        aria-label={`Send again to ${email}`}
      >
        Send again
      </Button>
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="ghost" aria-label={`Withdraw the invitation of ${email}`}>
            Withdraw
          </Button>
        }
        title={`Withdraw the invitation of ${email}?`}
        description="The link in their mail stops working. You can invite them again."
        confirmLabel="Withdraw invitation"
        onConfirm={async () => {
          await withdraw.mutateAsync({ where: { id } })
          toast.success('Invitation withdrawn', email)
        }}
      />
    </span>
  )
}
