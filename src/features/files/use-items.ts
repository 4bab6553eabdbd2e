'use client'
import { toast } from '@/components/toast'
import { useDeleteFile, useUpdateFile } from '@/generated/hooks/file'
import { useDeleteFolder, useUpdateFolder } from '@/generated/hooks/folder'
import { errorInfo } from '@/lib/error-info'
import { type Item, placeOf } from './item'
import { restoredName } from './restored-name'

type Change = { name?: string; place?: string | null; trashedAt?: Date | null }

const TRIES = 5

/** What can be done with folders and files alike; each resolves when it is done, or throws. */
export function useItems() {
  const updateFolder = useUpdateFolder()
  const updateFile = useUpdateFile()
  const deleteFolder = useDeleteFolder()
  const deleteFile = useDeleteFile()

  async function change({ kind, id }: Item, { place, ...data }: Change): Promise<void> {
    const where = { id }
    if (kind === 'folder') {
      const parent = place !== undefined && { parentId: place }
      await updateFolder.mutateAsync({ where, data: { ...data, ...parent } })
    } else {
      const folder = place !== undefined && { folderId: place }
      await updateFile.mutateAsync({ where, data: { ...data, ...folder } })
    }
  }

  /** Takes it out of the trash: under another name or at the top, where it cannot be as it was. */
  async function restore(item: Item): Promise<void> {
    const changes: Change = { trashedAt: null }
    for (let left = TRIES; ; left--) {
      try {
        await change(item, changes)
        break
      } catch (error) {
        const { status, fields } = errorInfo(error)
        if (status !== 409 || left === 0) throw error
        if (fields?.name) changes.name = restoredName(item.name, TRIES - left)
        else if (placeOf(item) !== null && changes.place === undefined) changes.place = null
        else throw error
      }
    }
    const where = changes.place === null ? 'It is at the top of the files now.' : undefined
    toast.success(`${nounOf(item)} restored`, where ?? changes.name ?? item.name)
  }

  return {
    change,
    restore,
    /** Puts it into the trash and offers to take it out again. */
    async trash(item: Item): Promise<void> {
      await change(item, { trashedAt: new Date() })
      const undo = () => void restore(item).catch(toast.failure)
      toast.success(`${nounOf(item)} moved to the trash`, item.name, {
        label: 'Undo',
        onClick: undo,
      })
    },
    /** Deletes it for good. */
    async erase({ kind, id }: Item): Promise<void> {
      const where = { id }
      if (kind === 'folder') await deleteFolder.mutateAsync({ where })
      else await deleteFile.mutateAsync({ where })
    },
  }
}

const nounOf = ({ kind }: Item) => (kind === 'folder' ? 'Folder' : 'File')
