'use client'
import { createContext, type ReactNode, useContext } from 'react'
import type { Role } from '@/lib/auth/access'

/** Who looks at the data of which space. */
export type StudioScope = {
  slug: string
  role: Role
  userId: string
  /** Time zone of the space. */
  zone: string
}

const Context = createContext<StudioScope | null>(null)

export function StudioScopeProvider({
  scope,
  children,
}: {
  scope: StudioScope
  children: ReactNode
}) {
  return <Context value={scope}>{children}</Context>
}

export function useStudioScope(): StudioScope {
  const scope = useContext(Context)
  if (!scope) throw new Error('The data studio needs a StudioScopeProvider.')
  return scope
}
