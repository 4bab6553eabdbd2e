import type { Prisma } from '@/generated/zenstack/client'
import { type KeysetPosition, type KeysetSort, keysetSegments } from '@/lib/query/keyset'

/** The queries of this feature, for prefetching and for the hooks alike. */

export const PAGE_SIZE = 50

/** By name; of a place, what is not in the trash has each name once. */
export const byName: KeysetSort = { field: 'name', desc: false, kind: 'text' }
/** What was put into the trash last comes first. */
export const byTrashing: KeysetSort = { field: 'trashedAt', desc: true, kind: 'instant' }

function page(sort: KeysetSort, position: KeysetPosition) {
  const { head } = keysetSegments(sort, position)
  return { where: head.where, orderBy: head.orderBy, take: PAGE_SIZE + 1 }
}

/** A page of the folders in a folder; null is the top. */
export function folderPage(parentId: string | null, position?: KeysetPosition) {
  const { where, ...rest } = page(byName, position)
  return {
    where: { AND: [{ parentId, trashedAt: null }, where] },
    ...rest,
  } satisfies Prisma.FolderFindManyArgs
}

/** A page of the files in a folder; null is the top. */
export function filePage(folderId: string | null, position?: KeysetPosition) {
  const { where, ...rest } = page(byName, position)
  return {
    where: { AND: [{ folderId, trashedAt: null }, where] },
    ...rest,
  } satisfies Prisma.FileFindManyArgs
}

export function trashedFolderPage(position?: KeysetPosition) {
  const { where, ...rest } = page(byTrashing, position)
  return {
    where: { AND: [{ trashedAt: { not: null } }, where] },
    ...rest,
  } satisfies Prisma.FolderFindManyArgs
}

export function trashedFilePage(position?: KeysetPosition) {
  const { where, ...rest } = page(byTrashing, position)
  return {
    where: { AND: [{ trashedAt: { not: null } }, where] },
    ...rest,
  } satisfies Prisma.FileFindManyArgs
}

export const folderById = (id: string) =>
  ({
    where: { id },
    select: { id: true, name: true, parentId: true, trashedAt: true },
  }) satisfies Prisma.FolderFindFirstArgs

export const fileInPlace = (folderId: string | null, name: string) =>
  ({
    where: { folderId, name, trashedAt: null },
    select: { uploadId: true },
  }) satisfies Prisma.FileFindFirstArgs

export const fileContent = (id: string) =>
  ({
    where: { id },
    select: { id: true, name: true, mime: true, bytes: true },
  }) satisfies Prisma.FileFindFirstArgs
