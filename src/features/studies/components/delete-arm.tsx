'use client'
import { Button } from '@/components/button'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Dialog, DialogActions, DialogClose } from '@/components/dialog'
import { toast } from '@/components/toast'
import { useDeleteArm } from '@/generated/hooks/arm'
import type { Arm } from '@/generated/zenstack/client'
import { formatNumber } from '@/lib/format'

type DeleteArmProps = {
  arm: Arm
  /** How many participants are in it, test participants included. */
  participants: number
  onClose: () => void
}

/** Deletes an arm that nobody is in; of any other it says what has to happen first. */
export function DeleteArm({ arm, participants, onClose }: DeleteArmProps) {
  const remove = useDeleteArm()
  const onOpenChange = (open: boolean) => !open && onClose()
  if (participants > 0) {
    return (
      <Dialog
        title="This arm cannot be deleted"
        size="sm"
        open
        onOpenChange={onOpenChange}
        description={`${formatNumber(participants)} ${participants === 1 ? 'participant is' : 'participants are'} in it, test participants included. Move them to another arm first.`}
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
      open
      onOpenChange={onOpenChange}
      title={`Delete the arm ${arm.title}?`}
      description="Nobody is in it."
      confirmLabel="Delete arm"
      onConfirm={async () => {
        await remove.mutateAsync({ where: { id: arm.id } })
        toast.success('Arm deleted', arm.title)
      }}
    />
  )
}
