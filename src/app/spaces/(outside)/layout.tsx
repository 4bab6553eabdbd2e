import type { ReactNode } from 'react'
import { OutsideShell } from '@/features/spaces/components/outside-shell'
import { requireUser } from '@/lib/auth/current-user'

export default async function OutsideLayout({ children }: { children: ReactNode }) {
  return <OutsideShell user={await requireUser()}>{children}</OutsideShell>
}
