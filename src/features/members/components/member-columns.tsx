'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { Badge } from '@/components/badge'
import { Time } from '@/components/time'
import { useNow } from '@/components/use-now'
import { isExpired } from '../expiry'
import type { MemberRow } from '../queries'
import { roleText } from '../roles'
import type { MembersScope } from './member-list'
import { MemberMenu } from './member-menu'

export function memberColumns(scope: MembersScope): ColumnDef<MemberRow>[] {
  const zone = scope.space.timeZone
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ row: { original: member } }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <span dir="auto">{member.user.name}</span>
          {member.userId === scope.me.userId && <Badge tone="accent">You</Badge>}
          {member.user.status === 'DEACTIVATED' && <Badge tone="warning">Account closed</Badge>}
        </span>
      ),
    },
    {
      id: 'email',
      header: 'E-mail',
      cell: ({ row }) => <span className="break-all">{row.original.user.email}</span>,
    },
    { id: 'role', header: 'Role', cell: ({ row }) => roleText[row.original.role].name },
    {
      id: 'expires',
      header: 'Access until',
      cell: ({ row }) => <Expiry expiresAt={row.original.expiresAt} zone={zone} />,
    },
    {
      id: 'since',
      header: 'Member since',
      cell: ({ row }) => <Time value={row.original.createdAt} zone={zone} style="date" />,
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { label: 'Actions', align: 'end', fit: true, card: 'corner' },
      cell: ({ row }) => <MemberMenu scope={scope} member={row.original} />,
    },
  ]
}

function Expiry({ expiresAt, zone }: { expiresAt: Date | null; zone: string }) {
  const now = useNow()
  if (!expiresAt) return <span className="text-ink-muted">No end</span>
  const expired = now !== null && isExpired(expiresAt, now)
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Time value={expiresAt} zone={zone} style="date" />
      {expired && <Badge tone="danger">Expired</Badge>}
    </span>
  )
}
