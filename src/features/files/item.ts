import type { File as FileRow, Folder as FolderRow } from '@/generated/zenstack/client'
import { kindOfMime } from '@/lib/storage/kinds'

/** A folder or a file, where both are treated alike. */
export type Item =
  | ({ kind: 'folder' } & Pick<FolderRow, 'id' | 'name' | 'parentId'>)
  | ({ kind: 'file' } & Pick<FileRow, 'id' | 'name' | 'folderId'>)

export const folderItem = ({ id, name, parentId }: FolderRow): Item => ({
  kind: 'folder',
  id,
  name,
  parentId,
})

export const fileItem = ({ id, name, folderId }: FileRow): Item => ({
  kind: 'file',
  id,
  name,
  folderId,
})

/** The folder that it lies in; null is the top. */
export const placeOf = (item: Item): string | null =>
  item.kind === 'folder' ? item.parentId : item.folderId

/** What the interface can show of a file, or undefined for what can only be downloaded. */
export function previewOf({ mime }: { mime: string }): 'image' | 'pdf' | undefined {
  const inline = kindOfMime(mime)?.inline
  return inline === 'image' || inline === 'pdf' ? inline : undefined
}

/** What somebody wants to do with a folder or file. */
export type Asked = { item: Item; what: 'rename' | 'move' | 'erase' }
