'use client'
import { LayoutGrid, Plus, SearchX } from 'lucide-react'
import Link from 'next/link'
import { useState } from 'react'
import { Avatar } from '@/components/avatar'
import { EmptyState } from '@/components/empty-state'
import { FailedState } from '@/components/failed-state'
import { LinkButton } from '@/components/link-button'
import { RelativeTime } from '@/components/relative-time'
import { SearchInput } from '@/components/search-input'
import { ListSkeleton } from '@/components/skeleton'
import { roleText } from '@/features/members/roles'
import { useFindManySpaceUser } from '@/generated/hooks/space-user'
import type { SignedIn } from '@/lib/auth/sessions'
import { paths } from '@/lib/paths'
import { type OwnSpace, ownSpaces, SPACES_SHOWN } from '../queries'

/** One's spaces, last used first; of very many the rest is found by search. */
export function SpaceList({ user }: { user: SignedIn }) {
  const [search, setSearch] = useState('')
  const spaces = useFindManySpaceUser(ownSpaces(user.id, search), {
    placeholderData: (previous) => previous,
  })
  const rows = spaces.data

  if (spaces.isError) {
    return <FailedState error={spaces.error} onRetry={() => void spaces.refetch()} />
  }
  if (!rows) return <ListSkeleton />
  if (rows.length === 0 && search === '') return <NoSpaces email={user.email} />
  const isCapped = rows.length === SPACES_SHOWN
  return (
    <div className="grid gap-4">
      {(isCapped || search !== '') && (
        <SearchInput
          label="Search your spaces"
          value={search}
          onSearch={(text) => setSearch(text.trim())}
        />
      )}
      {rows.length === 0 ? (
        <EmptyState icon={<SearchX />} title="No space found">
          None of your spaces has “{search}” in its name or address.
        </EmptyState>
      ) : (
        <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {rows.map((membership) => (
            <li key={membership.id}>
              <SpaceCard membership={membership} />
            </li>
          ))}
        </ul>
      )}
      {isCapped && (
        <p className="text-ink-muted">
          These are {SPACES_SHOWN} of your spaces, the last used first. Search to find the others.
        </p>
      )}
    </div>
  )
}

function SpaceCard({ membership: { space, role, lastUsedAt } }: { membership: OwnSpace }) {
  return (
    <Link
      href={paths.space(space.slug)}
      className="flex h-full items-center gap-3 rounded-lg border bg-surface p-4 shadow-soft transition-colors hover:border-control hover:bg-hover"
    >
      <Avatar name={space.name} shape="square" className="size-9" />
      <span className="min-w-0">
        <span dir="auto" className="block truncate font-medium">
          {space.name}
        </span>
        <span className="block truncate text-ink-muted text-xs">
          {roleText[role].name}
          {lastUsedAt && (
            <>
              {' · used '}
              <RelativeTime value={lastUsedAt} zone={space.timeZone} />
            </>
          )}
        </span>
      </span>
    </Link>
  )
}

function NoSpaces({ email }: { email: string }) {
  return (
    <EmptyState
      icon={<LayoutGrid />}
      title="You are not in a space yet"
      action={
        <LinkButton variant="primary" href={paths.newSpace}>
          <Plus aria-hidden />
          Create a space
        </LinkButton>
      }
    >
      A space holds the studies and people of one organisation. Create one, or ask a colleague to
      invite you to theirs at {email}.
    </EmptyState>
  )
}
