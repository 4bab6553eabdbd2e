'use client'
import { Database, SearchX } from 'lucide-react'
import { Button } from '@/components/button'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { paths } from '@/lib/paths'
import { mayDo, type StudioModel } from '@/lib/studio/models'
import { type GridState, isFiltered } from '../list-state'
import { useStudioScope } from './studio-scope'

type NoRecordsProps = { model: StudioModel; state: GridState; onClear: () => void }

/** Nothing fits, or nothing is there yet. */
export function NoRecords({ model, state, onClear }: NoRecordsProps) {
  const { slug, role } = useStudioScope()
  const many = model.plural.toLowerCase()
  if (isFiltered(state)) {
    return (
      <EmptyState
        icon={<SearchX />}
        title={`No ${many} fit`}
        action={<Button onClick={onClear}>Clear filters</Button>}
      >
        Change the search or the filters to see others.
      </EmptyState>
    )
  }
  const mayCreate = mayDo(role, model, 'create')
  return (
    <EmptyState
      icon={<Database />}
      title={`No ${many} yet`}
      action={
        mayCreate && (
          <>
            <LinkButton variant="primary" href={paths.newRecord(slug, model.address)}>
              Add the first
            </LinkButton>
            <LinkButton href={paths.importRecords(slug, model.address)}>Import a file</LinkButton>
          </>
        )
      }
    >
      {mayCreate ? model.help : 'They appear here as soon as there are any.'}
    </EmptyState>
  )
}
