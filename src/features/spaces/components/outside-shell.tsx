import type { ReactNode } from 'react'
import { AppShell } from '@/components/app-shell'
import type { SignedIn } from '@/lib/auth/sessions'
import { paths } from '@/lib/paths'
import { SpaceData } from '@/lib/query/space-data'
import { spaceDataKey } from '@/lib/query/space-data-key'
import { UserMenu } from './user-menu'

/** The frame of signed-in pages that belong to no space. */
export function OutsideShell({ user, children }: { user: SignedIn; children: ReactNode }) {
  return (
    <SpaceData key={spaceDataKey(user.id)}>
      <AppShell homeHref={paths.spaces} userMenu={<UserMenu user={user} />}>
        {children}
      </AppShell>
    </SpaceData>
  )
}
