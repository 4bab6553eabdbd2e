'use client'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { toast } from '@/components/toast'
import { useDeleteSpaceUser } from '@/generated/hooks/space-user'
import { roleText } from '../roles'
import type { MemberDialogProps } from './member-menu'

/** Takes somebody's access away, at once. */
export function RemoveMember({ scope, member, open, onOpenChange }: MemberDialogProps) {
  const remove = useDeleteSpaceUser()
  const { name } = member.user
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Remove ${name} from ${scope.space.name}?`}
      description="What they entered stays. They can come back only by a new invitation."
      removes={[
        `Their role as ${roleText[member.role].name.toLowerCase()}`,
        'Their access to all studies and participants here, at once, also where they are signed in',
      ]}
      typeToConfirm={name}
      confirmLabel="Remove"
      onConfirm={async () => {
        await remove.mutateAsync({ where: { id: member.id } })
        toast.success(`${name} was removed`)
      }}
    />
  )
}
