'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { toast } from '@/components/toast'
import { orThrow } from '@/lib/auth/outcome'
import { transferOwnership } from '../actions'
import type { MemberDialogProps } from './member-menu'

/** Makes another member an owner and oneself an admin. */
export function TransferOwnership({ scope, member, open, onOpenChange }: MemberDialogProps) {
  const queries = useQueryClient()
  const router = useRouter()
  const { name } = member.user
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Transfer your ownership to ${name}?`}
      description={`${name} becomes an owner without an end date, and you become an admin. Only an owner can make you one again.`}
      removes={[
        'Your right to change the settings and to delete the space',
        'Your right to change the roles of members and to invite owners and admins',
      ]}
      typeToConfirm={name}
      confirmLabel="Transfer ownership"
      onConfirm={async () => {
        orThrow(await transferOwnership(scope.space.slug, member.userId))
        toast.success(`${name} is now an owner`, 'You are an admin.')
        await queries.invalidateQueries()
        router.refresh()
      }}
    />
  )
}
