'use client'
import { Ellipsis } from 'lucide-react'
import { Menu, MenuItem } from '@/components/dropdown-menu'
import { IconButton } from '@/components/icon-button'
import { toast } from '@/components/toast'
import { canRole, type Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import type { Asked, Item } from '../item'
import { useItems } from '../use-items'

type ItemMenuProps = {
  item: Item
  slug: string
  role: Role
  ask: (asked: Asked) => void
  /** It is in the trash. */
  trashed?: boolean
}

/** What may be done with a folder or file. */
export function ItemMenu({ item, slug, role, ask, trashed }: ItemMenuProps) {
  const { trash, restore } = useItems()
  const model = item.kind === 'folder' ? 'Folder' : 'File'
  const mayChange = canRole(role, model, 'update')
  const mayErase = canRole(role, model, 'delete')
  if (item.kind === 'folder' && !mayChange && !mayErase) return null
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${item.name}`} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {item.kind === 'file' && (
        <MenuItem asChild>
          <a href={paths.fileContent(slug, item.id, 'attachment')} download>
            Download
          </a>
        </MenuItem>
      )}
      {mayChange && !trashed && (
        <>
          <MenuItem onSelect={() => ask({ item, what: 'rename' })}>Rename…</MenuItem>
          <MenuItem onSelect={() => ask({ item, what: 'move' })}>Move…</MenuItem>
          <MenuItem tone="danger" onSelect={() => void trash(item).catch(toast.failure)}>
            Delete
          </MenuItem>
        </>
      )}
      {mayChange && trashed && (
        <MenuItem onSelect={() => void restore(item).catch(toast.failure)}>Restore</MenuItem>
      )}
      {mayErase && trashed && (
        <MenuItem tone="danger" onSelect={() => ask({ item, what: 'erase' })}>
          Delete for good…
        </MenuItem>
      )}
    </Menu>
  )
}
