'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { Ellipsis } from 'lucide-react'
import { Menu, MenuItem } from '@/components/dropdown-menu'
import { IconButton } from '@/components/icon-button'
import type { Arm } from '@/generated/zenstack/client'
import { canRole } from '@/lib/auth/access'
import { formatNumber } from '@/lib/format'
import { ArmLabel, type ArmViewer, armName, seesTreatment } from './arm-label'

/** What somebody wants to do with an arm. */
export type AskedOfArm = { arm: Arm; what: 'edit' | 'delete' }

/** @param sizes how many participants each arm has. @param ask undefined where nothing may change. */
export function armColumns(
  viewer: ArmViewer,
  sizes: Map<string | null, number>,
  ask: ((asked: AskedOfArm) => void) | undefined,
): ColumnDef<Arm>[] {
  return [
    {
      id: 'title',
      header: 'Arm',
      cell: ({ row }) => <ArmLabel arm={row.original} {...viewer} />,
    },
    {
      id: 'key',
      header: 'Key',
      // The key says what the treatment is as plainly as the title does.
      cell: ({ row }) => (seesTreatment(row.original, viewer) ? row.original.key : '—'),
    },
    {
      id: 'maskedLabel',
      header: 'Masked label',
      cell: ({ row }) => <span dir="auto">{row.original.maskedLabel || '—'}</span>,
    },
    { id: 'ratio', header: 'Share', meta: { align: 'end' }, cell: ({ row }) => row.original.ratio },
    {
      id: 'participants',
      header: 'Participants',
      meta: { align: 'end' },
      cell: ({ row }) => formatNumber(sizes.get(row.original.id) ?? 0),
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { label: 'Actions', align: 'end', fit: true, card: 'corner' },
      cell: ({ row }) => <ArmMenu arm={row.original} viewer={viewer} ask={ask} />,
    },
  ]
}

type ArmMenuProps = { arm: Arm; viewer: ArmViewer; ask?: (asked: AskedOfArm) => void }

function ArmMenu({ arm, viewer, ask }: ArmMenuProps) {
  // Editing shows the title, so it is not for those who must not know it.
  const mayEdit = canRole(viewer.role, 'Arm', 'update') && seesTreatment(arm, viewer)
  const mayDelete = canRole(viewer.role, 'Arm', 'delete')
  if (!ask || !(mayEdit || mayDelete)) return null
  return (
    <Menu
      trigger={
        <IconButton label={`Actions for ${armName(arm, viewer)}`} size="sm">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      {mayEdit && <MenuItem onSelect={() => ask({ arm, what: 'edit' })}>Edit…</MenuItem>}
      {mayDelete && (
        <MenuItem tone="danger" onSelect={() => ask({ arm, what: 'delete' })}>
          Delete…
        </MenuItem>
      )}
    </Menu>
  )
}
