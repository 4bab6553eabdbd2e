'use client'
import { useParams } from 'next/navigation'
import { CommandMenu } from '@/components/command-menu'
import type { Role } from '@/lib/auth/access'
import { actionsGroup, type PaletteScope, pagesGroup } from '../places'
import { usePaletteSearch } from '../use-palette-search'

export type SpacePaletteProps = { userId: string; slug: string; role: Role }

/** The command palette of a space: pages, actions, studies, participants by code, other spaces. */
export function SpacePalette({ userId, slug, role }: SpacePaletteProps) {
  const { study } = useParams<{ study?: string }>()
  const find = usePaletteSearch(userId, slug)
  const scope: PaletteScope = { slug, role, studyKey: study && decodeURIComponent(study) }
  return (
    <CommandMenu
      groups={[pagesGroup(scope), actionsGroup(scope)]}
      onSearch={find}
      placeholder="Page, study, participant’s code or space"
    />
  )
}
