'use client'
import { useQueryClient } from '@tanstack/react-query'
import { Ban, Ellipsis, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Menu, MenuItem } from '@/components/dropdown-menu'
import { IconButton } from '@/components/icon-button'
import { toast } from '@/components/toast'
import { orThrow } from '@/lib/auth/outcome'
import { revokeKey } from '../actions'
import { rolesToKeep } from '../key-rights'
import type { KeyRow } from '../queries'
import type { KeysScope } from './key-list'
import { RotateKey } from './rotate-key'

type KeyActionsProps = { scope: KeysScope; apiKey: KeyRow }

/** What the reader may do with a key; nothing is shown where that is nothing. */
export function KeyActions({ scope, apiKey }: KeyActionsProps) {
  const queries = useQueryClient()
  const [open, setOpen] = useState<'rotate' | 'revoke'>()
  const { id, name, role, revokedAt } = apiKey
  if (revokedAt || !rolesToKeep(scope.role).includes(role)) return null
  const close = () => setOpen(undefined)

  return (
    <>
      <Menu
        trigger={
          <IconButton size="sm" label={`Actions for ${name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setOpen('rotate')}>
          <RotateCw aria-hidden />
          New secret…
        </MenuItem>
        <MenuItem tone="danger" onSelect={() => setOpen('revoke')}>
          <Ban aria-hidden />
          Revoke…
        </MenuItem>
      </Menu>
      <RotateKey scope={scope} apiKey={apiKey} open={open === 'rotate'} onOpenChange={close} />
      <ConfirmDialog
        open={open === 'revoke'}
        onOpenChange={close}
        title={`Revoke the key ${name}?`}
        description="Programs that use it are refused at once. A revoked key does not come back; what it entered stays."
        confirmLabel="Revoke key"
        onConfirm={async () => {
          orThrow(await revokeKey(scope.space.slug, id))
          toast.success('Key revoked', name)
          await queries.invalidateQueries()
        }}
      />
    </>
  )
}
