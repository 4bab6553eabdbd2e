'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { Badge } from '@/components/badge'
import { RelativeTime } from '@/components/relative-time'
import { Time } from '@/components/time'
import { useNow } from '@/components/use-now'
import { actorText, SYSTEM } from '@/features/audit/words'
import { roleText } from '@/features/members/roles'
import { keyState, keyStateText } from '../key-state'
import type { KeyRow } from '../queries'
import { KeyActions } from './key-actions'
import type { KeysScope } from './key-list'

/** A key with the name of who made it. */
type MadeKey = KeyRow & { maker: string }

export function keyColumns(scope: KeysScope): ColumnDef<MadeKey>[] {
  const zone = scope.space.timeZone
  return [
    {
      id: 'name',
      header: 'Name',
      cell: ({ row }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          <span dir="auto" className="break-words">
            {row.original.name}
          </span>
          <State row={row.original} />
        </span>
      ),
    },
    {
      id: 'role',
      header: 'Role',
      cell: ({ row }) => (
        <span className="inline-flex flex-wrap items-center gap-2">
          {roleText[row.original.role].name}
          {row.original.readOnly && <Badge>Reads only</Badge>}
        </span>
      ),
    },
    {
      id: 'prefix',
      header: 'Begins with',
      cell: ({ row }) => <code className="text-xs">ssk_{row.original.prefix}</code>,
    },
    {
      id: 'networks',
      header: 'Networks',
      cell: ({ row }) => <Networks networks={row.original.networks} />,
    },
    {
      id: 'expires',
      header: 'Works until',
      cell: ({ row: { original } }) =>
        original.expiresAt ? (
          <Time value={original.expiresAt} zone={zone} style="date" />
        ) : (
          <span className="text-ink-muted">No end</span>
        ),
    },
    {
      id: 'used',
      header: 'Last used',
      cell: ({ row: { original } }) =>
        original.lastUsedAt ? (
          <RelativeTime value={original.lastUsedAt} zone={zone} />
        ) : (
          <span className="text-ink-muted">Never</span>
        ),
    },
    {
      id: 'made',
      header: 'Made by',
      cell: ({ row: { original } }) => (
        <span className="inline-flex flex-wrap gap-x-2">
          <span dir="auto">{original.maker}</span>
          <span className="text-ink-muted">
            <Time value={original.createdAt} zone={zone} style="date" />
          </span>
        </span>
      ),
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { label: 'Actions', align: 'end', fit: true, card: 'corner' },
      cell: ({ row }) => <KeyActions scope={scope} apiKey={row.original} />,
    },
  ]
}

/** @param names of people, by id, as far as they are known. */
export const makerText = (id: string, names: ReadonlyMap<string, string>) =>
  id === SYSTEM ? 'Whoever runs this server' : actorText(id, (userId) => names.get(userId))

function State({ row }: { row: KeyRow }) {
  const { label, tone } = keyStateText[keyState(row, useNow())]
  return (
    <Badge tone={tone} dot>
      {label}
    </Badge>
  )
}

function Networks({ networks }: { networks: string[] }) {
  if (networks.length === 0) return <span className="text-ink-muted">Anywhere</span>
  return (
    <span className="inline-flex flex-col text-xs">
      {networks.map((network) => (
        <code key={network}>{network}</code>
      ))}
    </span>
  )
}
