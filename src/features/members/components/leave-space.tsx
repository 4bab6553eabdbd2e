'use client'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { Button } from '@/components/button'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { toast } from '@/components/toast'
import { useCountSpaceUser } from '@/generated/hooks/space-user'
import { orThrow } from '@/lib/auth/outcome'
import { paths } from '@/lib/paths'
import { leaveSpace } from '../actions'
import { activeOwners } from '../queries'
import type { MemberDialogProps } from './member-menu'

/** Gives up one's own membership; tells the last owner what to do instead. */
export function LeaveSpace({ scope, open, onOpenChange }: MemberDialogProps) {
  const queries = useQueryClient()
  const router = useRouter()
  const { me, space } = scope
  const owners = useCountSpaceUser(activeOwners(space.id), {
    enabled: open && me.role === 'OWNER',
  })

  if (me.role === 'OWNER' && owners.data === 1) {
    return (
      <Dialog
        title="You are the only owner"
        description={`${space.name} needs an owner. Make another member an owner first: “Change role” or “Transfer ownership” in their row. If nobody needs the space any more, delete it in the settings.`}
        open={open}
        onOpenChange={onOpenChange}
      >
        <DialogActions>
          <DialogClose asChild>
            <Button>Close</Button>
          </DialogClose>
        </DialogActions>
      </Dialog>
    )
  }
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={`Leave ${space.name}?`}
      description="What you entered stays. You can come back only by a new invitation."
      removes={['Your access to all studies and participants of this space']}
      typeToConfirm={space.name}
      confirmLabel="Leave space"
      onConfirm={async () => {
        orThrow(await leaveSpace(space.slug))
        queries.clear()
        toast.success(`You have left ${space.name}`)
        router.replace(paths.home)
      }}
    />
  )
}
