'use client'
import { CalendarClock, Crown, Ellipsis, LogOut, UserMinus, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import { Menu, MenuItem, MenuSeparator } from '@/components/dropdown-menu'
import { IconButton } from '@/components/icon-button'
import { canChange, canRemove } from '../member-rights'
import type { MemberRow } from '../queries'
import { ExpiryDialog } from './expiry-dialog'
import { LeaveSpace } from './leave-space'
import type { MembersScope } from './member-list'
import { RemoveMember } from './remove-member'
import { RoleDialog } from './role-dialog'
import { TransferOwnership } from './transfer-ownership'

const dialogs = {
  role: RoleDialog,
  expiry: ExpiryDialog,
  transfer: TransferOwnership,
  remove: RemoveMember,
  leave: LeaveSpace,
}

export type MemberDialogProps = {
  scope: MembersScope
  member: MemberRow
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** What the reader may do with one member; nothing is shown where that is nothing. */
export function MemberMenu({ scope, member }: { scope: MembersScope; member: MemberRow }) {
  const [chosen, setChosen] = useState<keyof typeof dialogs>('role')
  const [open, setOpen] = useState(false)
  const { me } = scope
  const mayChange = canChange(me, member)
  const mayRemove = canRemove(me, member)
  const isMe = me.userId === member.userId
  if (!mayChange && !mayRemove && !isMe) return null

  const Chosen = dialogs[chosen]
  function start(dialog: keyof typeof dialogs) {
    setChosen(dialog)
    setOpen(true)
  }

  return (
    <>
      <Menu
        trigger={
          <IconButton size="sm" label={`Actions for ${member.user.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        {mayChange && (
          <MenuItem onSelect={() => start('role')}>
            <UserRoundCog aria-hidden />
            Change role…
          </MenuItem>
        )}
        {mayChange && member.role !== 'OWNER' && (
          <MenuItem onSelect={() => start('expiry')}>
            <CalendarClock aria-hidden />
            Change expiry date…
          </MenuItem>
        )}
        {mayChange && (
          <MenuItem onSelect={() => start('transfer')}>
            <Crown aria-hidden />
            Transfer ownership…
          </MenuItem>
        )}
        {mayChange && mayRemove && <MenuSeparator />}
        {mayRemove && (
          <MenuItem tone="danger" onSelect={() => start('remove')}>
            <UserMinus aria-hidden />
            Remove from space…
          </MenuItem>
        )}
        {isMe && (
          <MenuItem tone="danger" onSelect={() => start('leave')}>
            <LogOut aria-hidden />
            Leave space…
          </MenuItem>
        )}
      </Menu>
      <Chosen scope={scope} member={member} open={open} onOpenChange={setOpen} />
    </>
  )
}
