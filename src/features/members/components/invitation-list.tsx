'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { MailOpen } from 'lucide-react'
import { Badge } from '@/components/badge'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { KeysetPager } from '@/components/keyset-pager'
import { Time } from '@/components/time'
import { useNow } from '@/components/use-now'
import { useFindManyInvitation } from '@/generated/hooks/invitation'
import type { Invitation } from '@/generated/zenstack/client'
import { useKeysetPages } from '@/lib/query/use-keyset-pages'
import { isExpired } from '../expiry'
import { byCreation, invitationPage, PAGE_SIZE } from '../queries'
import { roleText } from '../roles'
import { InvitationActions } from './invitation-actions'
import type { MembersScope } from './member-list'

/** The invitations that nobody has accepted yet. For owners and admins. */
export function InvitationList({ scope }: { scope: MembersScope }) {
  const pages = useKeysetPages<Invitation>(byCreation, PAGE_SIZE)
  const invitations = useFindManyInvitation(invitationPage(pages.position), {
    placeholderData: (previous) => previous,
  })
  const page = pages.pageOf(invitations.data)

  return (
    <section className="mt-8">
      <h2 className="mb-3 font-semibold text-base tracking-tight">Open invitations</h2>
      <DataTable
        label="Open invitations"
        columns={columnsFor(scope)}
        rows={page?.rows}
        rowId={(invitation) => invitation.id}
        error={invitations.error}
        onRetry={() => void invitations.refetch()}
        busy={invitations.isPlaceholderData || (invitations.isFetching && invitations.isError)}
        empty={
          <EmptyState icon={<MailOpen />} title="No open invitations" className="py-8">
            Whom you invite stands here until they join.
          </EmptyState>
        }
        footer={page?.pager && <KeysetPager {...page.pager} />}
      />
    </section>
  )
}

function columnsFor({ space }: MembersScope): ColumnDef<Invitation>[] {
  return [
    {
      id: 'email',
      header: 'E-mail',
      cell: ({ row }) => <span className="break-all">{row.original.email}</span>,
    },
    { id: 'role', header: 'Role', cell: ({ row }) => roleText[row.original.role].name },
    {
      id: 'sent',
      header: 'Sent',
      // Sending again renews the row.
      cell: ({ row }) => <Time value={row.original.updatedAt} zone={space.timeZone} />,
    },
    {
      id: 'expires',
      header: 'Works until',
      cell: ({ row }) => <Deadline expiresAt={row.original.expiresAt} zone={space.timeZone} />,
    },
    {
      id: 'actions',
      header: () => <span className="sr-only">Actions</span>,
      meta: { label: 'Actions', align: 'end', fit: true, card: 'corner' },
      cell: ({ row }) => <InvitationActions slug={space.slug} invitation={row.original} />,
    },
  ]
}

function Deadline({ expiresAt, zone }: { expiresAt: Date; zone: string }) {
  const now = useNow()
  return (
    <span className="inline-flex flex-wrap items-center gap-2">
      <Time value={expiresAt} zone={zone} />
      {now !== null && isExpired(expiresAt, now) && <Badge tone="danger">Expired</Badge>}
    </span>
  )
}
