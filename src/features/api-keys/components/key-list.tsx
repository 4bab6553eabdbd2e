'use client'
import { KeyRound } from 'lucide-react'
import Link from 'next/link'
import { useMemo } from 'react'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { KeysetPager } from '@/components/keyset-pager'
import { peopleNames } from '@/features/participants/queries'
import { useFindManyApiKey } from '@/generated/hooks/api-key'
import { useFindManyUser } from '@/generated/hooks/user'
import type { Role } from '@/lib/auth/access'
import type { SpacePass } from '@/lib/auth/space-gate'
import { paths } from '@/lib/paths'
import { useKeysetPages } from '@/lib/query/use-keyset-pages'
import { byCreation, type KeyRow, keyPage, PAGE_SIZE } from '../queries'
import { keyColumns, makerText } from './key-columns'
import { NewKey } from './new-key'

/** Who looks at the keys, and of which space. */
export type KeysScope = {
  role: Role
  space: Pick<SpacePass['space'], 'slug' | 'name' | 'timeZone'>
  /** Where the API is, for the example. */
  apiUrl: string
}

/** The API keys of a space: what each may do, and who made it. */
export function KeyList({ scope }: { scope: KeysScope }) {
  const pages = useKeysetPages<KeyRow>(byCreation, PAGE_SIZE)
  const keys = useFindManyApiKey(keyPage(pages.position), {
    placeholderData: (previous) => previous,
  })
  const page = pages.pageOf(keys.data)
  const makers = (page?.rows ?? []).map(({ createdById }) => createdById)
  const people = useFindManyUser(peopleNames(makers), { enabled: makers.length > 0 })
  const names = new Map(people.data?.map(({ id, name }) => [id, name]))
  // New columns are new cells: a dialog that stands open in one would close.
  const columns = useMemo(() => keyColumns(scope), [scope])

  return (
    <>
      <div className="mb-4 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p className="max-w-prose text-ink-muted">
          With a key a program reads and changes the data of this space, as far as the role of the
          key allows. Everything it does stands in the audit trail under its name.{' '}
          <Link href={paths.apiDocs} className="text-accent-ink underline">
            What programs can do
          </Link>
        </p>
        <NewKey scope={scope} />
      </div>
      <DataTable
        label="API keys"
        columns={columns}
        rows={page?.rows.map((key) => ({ ...key, maker: makerText(key.createdById, names) }))}
        rowId={(key) => key.id}
        error={keys.error}
        onRetry={() => void keys.refetch()}
        busy={keys.isPlaceholderData || (keys.isFetching && keys.isError)}
        empty={
          <EmptyState icon={<KeyRound />} title="No API keys yet">
            Make one for each program, so that you can end it without ending the others.
          </EmptyState>
        }
        footer={page?.pager && <KeysetPager {...page.pager} />}
      />
    </>
  )
}
