'use client'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Dialog } from '@/components/dialog'
import { toast } from '@/components/toast'
import type { Asked, Item } from '../item'
import { useItems } from '../use-items'
import { MoveDialog } from './move-dialog'
import { NameForm } from './name-form'

type ItemDialogsProps = { asked: Asked | undefined; onClose: () => void }

/** The dialog of what was asked for, if any. */
export function ItemDialogs({ asked, onClose }: ItemDialogsProps) {
  if (!asked) return null
  const { item, what } = asked
  if (what === 'move') return <MoveDialog item={item} onClose={onClose} />
  if (what === 'rename') return <RenameDialog item={item} onClose={onClose} />
  return <EraseDialog item={item} onClose={onClose} />
}

type ItemDialogProps = { item: Item; onClose: () => void }

function RenameDialog({ item, onClose }: ItemDialogProps) {
  const { change } = useItems()
  return (
    <Dialog
      title={`Rename ${item.kind}`}
      size="sm"
      open
      onOpenChange={(open) => !open && onClose()}
    >
      <NameForm
        kind={item.kind}
        name={item.name}
        submit="Rename"
        onSave={async (name) => {
          await change(item, { name })
          onClose()
          toast.success('Renamed', name)
        }}
      />
    </Dialog>
  )
}

function EraseDialog({ item, onClose }: ItemDialogProps) {
  const { erase } = useItems()
  const folder = item.kind === 'folder'
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${item.name} for good?`}
      description={
        folder
          ? 'Everything in this folder is deleted with it. This cannot be undone.'
          : 'This cannot be undone.'
      }
      confirmLabel="Delete for good"
      onConfirm={async () => {
        await erase(item)
        toast.success('Deleted for good', item.name)
      }}
    />
  )
}
