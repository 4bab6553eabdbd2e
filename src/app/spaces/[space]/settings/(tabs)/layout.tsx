import type { ReactNode } from 'react'
import { requireKeys } from '@/features/api-keys/loaders'
import { SettingsHeader } from '@/features/spaces/components/settings-header'

type LayoutProps = { params: Promise<{ space: string }>; children: ReactNode }

/** The pages of the settings. Who sees keys sees at least one of them; each page asks for itself. */
export default async function SettingsLayout({ params, children }: LayoutProps) {
  const { space, role } = await requireKeys((await params).space)
  return (
    <>
      <SettingsHeader slug={space.slug} role={role} />
      {children}
    </>
  )
}
