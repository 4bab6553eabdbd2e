'use client'
import { useQueryClient } from '@tanstack/react-query'
import { LogOut, UserRound } from 'lucide-react'
import { Avatar } from '@/components/avatar'
import { Button } from '@/components/button'
import { Menu, MenuHeading, MenuItem, MenuLink, MenuSeparator } from '@/components/dropdown-menu'
import { ThemeChoices } from '@/components/theme-toggle'
import { toast } from '@/components/toast'
import { signOutHere } from '@/features/auth/session'
import type { SignedIn } from '@/lib/auth/sessions'
import { paths } from '@/lib/paths'

/** One's account, the theme, and the way out. */
export function UserMenu({ user }: { user: SignedIn }) {
  const queries = useQueryClient()

  async function signOut() {
    try {
      await signOutHere()
      queries.clear()
    } catch (error) {
      toast.failure(error)
    }
  }

  return (
    <Menu
      trigger={
        <Button variant="ghost" className="size-9 rounded-full px-0 max-sm:size-11 max-sm:px-0">
          <Avatar name={user.name} />
          <span className="sr-only">Account of {user.name}</span>
        </Button>
      }
    >
      <div className="max-w-64 px-2.5 pt-2 pb-1">
        <p dir="auto" className="truncate font-medium">
          {user.name}
        </p>
        <p className="truncate text-ink-muted text-xs">{user.email}</p>
      </div>
      <MenuSeparator />
      <MenuLink href={paths.account}>
        <UserRound aria-hidden />
        Account
      </MenuLink>
      <MenuSeparator />
      <MenuHeading>Theme</MenuHeading>
      <ThemeChoices />
      <MenuSeparator />
      <MenuItem onSelect={() => void signOut()}>
        <LogOut aria-hidden />
        Sign out
      </MenuItem>
    </Menu>
  )
}
