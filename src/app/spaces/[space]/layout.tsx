import {
  FlaskConical,
  FolderOpen,
  History,
  House,
  Settings,
  Table2,
  UsersRound,
  Webhook,
} from 'lucide-react'
import type { ReactNode } from 'react'
import { AppShell } from '@/components/app-shell'
import { SpacePalette } from '@/features/palette/components/space-palette'
import { SpaceSwitcher } from '@/features/spaces/components/space-switcher'
import { UserMenu } from '@/features/spaces/components/user-menu'
import { canRole } from '@/lib/auth/access'
import { requireSpace } from '@/lib/auth/space-gate'
import { paths } from '@/lib/paths'
import { SpaceData } from '@/lib/query/space-data'
import { spaceDataKey } from '@/lib/query/space-data-key'

type LayoutProps = { params: Promise<{ space: string }>; children: ReactNode }

/** The gate of a space and the frame around its pages. */
export default async function SpaceLayout({ params, children }: LayoutProps) {
  const { user, space, role } = await requireSpace((await params).space)
  const { slug, name } = space
  const nav = [
    { href: paths.space(slug), label: 'Home', icon: <House />, exact: true },
    { href: paths.studies(slug), label: 'Studies', icon: <FlaskConical /> },
    { href: paths.files(slug), label: 'Files', icon: <FolderOpen /> },
    { href: paths.members(slug), label: 'Members', icon: <UsersRound /> },
    { href: paths.data(slug), label: 'Data', icon: <Table2 /> },
  ]
  if (canRole(role, 'AuditEvent', 'read')) {
    nav.push({ href: paths.audit(slug), label: 'Audit trail', icon: <History /> })
  }
  if (canRole(role, 'Space', 'update')) {
    nav.push({ href: paths.settings(slug), label: 'Settings', icon: <Settings /> })
  } else if (canRole(role, 'Webhook', 'update')) {
    // Admins, who have no settings besides.
    nav.push({ href: paths.webhooks(slug), label: 'Webhooks', icon: <Webhook /> })
  }
  return (
    <SpaceData key={spaceDataKey(user.id, slug)} slug={slug}>
      <AppShell
        homeHref={paths.space(slug)}
        spaceSwitcher={<SpaceSwitcher userId={user.id} current={{ slug, name }} />}
        nav={nav}
        command={<SpacePalette userId={user.id} slug={slug} role={role} />}
        userMenu={<UserMenu user={user} />}
      >
        {children}
      </AppShell>
    </SpaceData>
  )
}
