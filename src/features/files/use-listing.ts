'use client'
import { useFindManyFile } from '@/generated/hooks/file'
import { useFindManyFolder } from '@/generated/hooks/folder'
import type { File as FileRow, Folder as FolderRow } from '@/generated/zenstack/client'
import type { KeysetPosition } from '@/lib/query/keyset'
import { useKeysetPages } from '@/lib/query/use-keyset-pages'
import {
  byName,
  byTrashing,
  filePage,
  folderPage,
  PAGE_SIZE,
  trashedFilePage,
  trashedFolderPage,
} from './queries'

/** The folders and the files of a place, each with pages of its own; `undefined` is the trash. */
export function useListing(at: string | null | undefined) {
  const sort = at === undefined ? byTrashing : byName
  const folderPages = useKeysetPages<FolderRow>(sort, PAGE_SIZE)
  const filePages = useKeysetPages<FileRow>(sort, PAGE_SIZE)
  const folders = useFindManyFolder(
    at === undefined
      ? trashedFolderPage(folderPages.position)
      : folderPage(at, folderPages.position),
    { placeholderData: (previous) => previous },
  )
  const files = useFindManyFile(
    at === undefined ? trashedFilePage(filePages.position) : filePage(at, filePages.position),
    { placeholderData: (previous) => previous },
  )
  const listing = {
    folders: { query: folders, page: folderPages.pageOf(folders.data), ...toFirst(folderPages) },
    files: { query: files, page: filePages.pageOf(files.data), ...toFirst(filePages) },
  }
  const nothing = (part: { page?: { rows: unknown[] }; beyond: boolean }) =>
    part.page?.rows.length === 0 && !part.beyond
  return { ...listing, empty: nothing(listing.folders) && nothing(listing.files) }
}

/** `beyond`: another page than the first one is shown. */
const toFirst = ({ position, toFirst }: { position: KeysetPosition; toFirst: () => void }) => ({
  beyond: position !== undefined,
  toFirst,
})

export type Listing = ReturnType<typeof useListing>
