import type { ReactNode } from 'react'
import { MembersHeader } from '@/features/members/components/members-header'
import { requireSpace } from '@/lib/auth/space-gate'

type LayoutProps = { params: Promise<{ space: string }>; children: ReactNode }

export default async function MembersLayout({ params, children }: LayoutProps) {
  const { user, space, role } = await requireSpace((await params).space)
  return (
    <>
      <MembersHeader scope={{ me: { userId: user.id, role }, space }} />
      {children}
    </>
  )
}
