'use client'
import { UsersRound } from 'lucide-react'
import { useState } from 'react'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { KeysetPager } from '@/components/keyset-pager'
import { SearchInput } from '@/components/search-input'
import { useFindManySpaceUser } from '@/generated/hooks/space-user'
import type { SpacePass } from '@/lib/auth/space-gate'
import { formatNumber } from '@/lib/format'
import { useKeysetPages } from '@/lib/query/use-keyset-pages'
import { byCreation, type MemberRow, memberPage, PAGE_SIZE } from '../queries'
import { memberColumns } from './member-columns'

/** Who looks at the members, and of which space. */
export type MembersScope = {
  me: { userId: string; role: SpacePass['role'] }
  space: Pick<SpacePass['space'], 'id' | 'slug' | 'name' | 'timeZone'>
}

/** The members of a space, searched by name or e-mail address. */
export function MemberList({ scope }: { scope: MembersScope }) {
  const [search, setSearch] = useState('')
  const pages = useKeysetPages<MemberRow>(byCreation, PAGE_SIZE)
  const members = useFindManySpaceUser(memberPage(scope.space.id, search, pages.position), {
    placeholderData: (previous) => previous,
  })
  const page = pages.pageOf(members.data)

  return (
    <DataTable
      label="Members"
      columns={memberColumns(scope)}
      rows={page?.rows}
      rowId={(member) => member.id}
      error={members.error}
      onRetry={() => void members.refetch()}
      busy={members.isPlaceholderData || (members.isFetching && members.isError)}
      toolbar={
        <SearchInput
          label="Search by name or e-mail"
          value={search}
          onSearch={(text) => {
            setSearch(text.trim())
            pages.toFirst()
          }}
        />
      }
      empty={
        <EmptyState icon={<UsersRound />} title="Nobody found">
          No member’s name or e-mail address contains “{search}”.
        </EmptyState>
      }
      footer={
        page?.pager && (
          <KeysetPager
            {...page.pager}
            summary={`${formatNumber(page.rows.length)} members on this page`}
          />
        )
      }
    />
  )
}
