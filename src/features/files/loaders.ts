import { notFound } from 'next/navigation'
import { cache } from 'react'
import type { Crumb } from '@/components/breadcrumb'
import { requireSpace } from '@/lib/auth/space-gate'
import { paths } from '@/lib/paths'
import { folderById } from './queries'

/** Folders are at most ten deep (prisma/guarantees.sql). */
const DEPTH = 10

/**
 * A folder of a space with the way to it, or "not found"; asked once per request.
 * `inTrash`: it, or a folder around it, is in the trash.
 */
export const requireFolder = cache(async (slug: string, id: string) => {
  const pass = await requireSpace(slug)
  const folder = await pass.db.folder.findFirst(folderById(id))
  if (!folder) notFound()
  const crumbs: Crumb[] = []
  let inTrash = folder.trashedAt !== null
  for (let at = folder.parentId, depth = 0; at && depth < DEPTH; depth++) {
    const around = await pass.db.folder.findFirst(folderById(at))
    if (!around) break
    crumbs.unshift({ label: around.name, href: paths.folder(slug, around.id) })
    inTrash ||= around.trashedAt !== null
    at = around.parentId
  }
  crumbs.unshift({ label: 'Files', href: paths.files(slug) })
  return { ...pass, folder: { id: folder.id, name: folder.name }, crumbs, inTrash }
})
