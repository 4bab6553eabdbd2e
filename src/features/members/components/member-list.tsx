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
import { type KeysetPosition, keysetMark, keysetPage } from '@/lib/query/keyset'
import { byCreation, memberPage, PAGE_SIZE } from '../queries'
import { memberColumns } from './member-columns'

/** Who looks at the members, and of which space. */
export type MembersScope = {
  me: { userId: string; role: SpacePass['role'] }
  space: Pick<SpacePass['space'], 'id' | 'slug' | 'name' | 'timeZone'>
}

/** The members of a space, searched by name or e-mail address. */
export function MemberList({ scope }: { scope: MembersScope }) {
  const [search, setSearch] = useState('')
  const [position, setPosition] = useState<KeysetPosition>()
  const members = useFindManySpaceUser(memberPage(scope.space.id, search, position), {
    placeholderData: (previous) => previous,
  })
  const page = members.data && keysetPage(members.data, PAGE_SIZE, position)
  const [first, last] = [page?.rows[0], page?.rows.at(-1)]

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
            setPosition(undefined)
          }}
        />
      }
      empty={
        <EmptyState icon={<UsersRound />} title="Nobody found">
          No member’s name or e-mail address contains “{search}”.
        </EmptyState>
      }
      footer={
        page &&
        (page.hasPrevious || page.hasNext) && (
          <KeysetPager
            hasPrevious={page.hasPrevious}
            hasNext={page.hasNext}
            onFirst={() => setPosition(undefined)}
            onPrevious={() =>
              first && setPosition({ side: 'before', mark: keysetMark(byCreation, first) })
            }
            onNext={() =>
              last && setPosition({ side: 'after', mark: keysetMark(byCreation, last) })
            }
            summary={`${formatNumber(page.rows.length)} members on this page`}
          />
        )
      }
    />
  )
}
