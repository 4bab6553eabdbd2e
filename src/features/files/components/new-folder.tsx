'use client'
import { FolderPlus } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Dialog } from '@/components/dialog'
import { toast } from '@/components/toast'
import { useCreateFolder } from '@/generated/hooks/folder'
import { NameForm } from './name-form'

/** Makes a folder inside another one; null is the top. */
export function NewFolder({ parentId }: { parentId: string | null }) {
  const [open, setOpen] = useState(false)
  const create = useCreateFolder()
  const trigger = (
    <Button>
      <FolderPlus aria-hidden />
      New folder
    </Button>
  )
  return (
    <Dialog title="New folder" size="sm" trigger={trigger} open={open} onOpenChange={setOpen}>
      <NameForm
        kind="folder"
        submit="Make folder"
        onSave={async (name) => {
          await create.mutateAsync({ data: { name, parentId } })
          setOpen(false)
          toast.success('Folder made', name)
        }}
      />
    </Dialog>
  )
}
