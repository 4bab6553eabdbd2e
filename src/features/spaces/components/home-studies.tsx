'use client'
import { FlaskConical } from 'lucide-react'
import { useId } from 'react'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { Switch } from '@/components/switch'
import { canRole, type Role } from '@/lib/auth/access'
import { formatNumber } from '@/lib/format'
import { paths } from '@/lib/paths'
import type { HomeStudy } from '../queries'
import { homeStudyColumns } from './home-study-columns'
import type { ArrivingNumbers, SpaceHomeProps } from './space-home'

/** More studies than this are looked up on the page of studies. */
const ROWS_SHOWN = 50

type HomeStudiesProps = Pick<SpaceHomeProps, 'space' | 'role'> & {
  /** The query of all studies, and those of it that are to be shown. */
  studies: { data?: HomeStudy[]; error: unknown; isFetching: boolean; refetch: () => unknown }
  shown: HomeStudy[] | undefined
  numbers: ArrivingNumbers
  withArchived: boolean
  onWithArchivedChange: (withArchived: boolean) => void
}

export function HomeStudies({
  space,
  role,
  studies,
  shown,
  numbers,
  withArchived,
  onWithArchivedChange,
}: HomeStudiesProps) {
  const id = useId()
  const archived = studies.data?.filter(({ status }) => status === 'ARCHIVED').length ?? 0
  const beyond = (shown?.length ?? 0) - ROWS_SHOWN

  return (
    <DataTable
      label="Studies"
      columns={homeStudyColumns(numbers, space.timeZone)}
      rows={shown?.slice(0, ROWS_SHOWN)}
      rowId={(study) => study.id}
      rowHref={(study) => paths.study(space.slug, study.key)}
      error={studies.error}
      onRetry={() => void studies.refetch()}
      busy={studies.isFetching && studies.error !== null}
      toolbar={
        archived > 0 && (
          <label htmlFor={id} className="flex min-h-8 items-center gap-2.5 px-1.5 max-sm:min-h-11">
            <Switch id={id} checked={withArchived} onCheckedChange={onWithArchivedChange} />
            Show archived studies ({formatNumber(archived)})
          </label>
        )
      }
      empty={<NoStudies slug={space.slug} role={role} />}
      footer={
        beyond > 0 && (
          <LinkButton variant="ghost" size="sm" href={paths.studies(space.slug)}>
            {formatNumber(beyond)} more in all studies
          </LinkButton>
        )
      }
    />
  )
}

function NoStudies({ slug, role }: { slug: string; role: Role }) {
  const mayCreate = canRole(role, 'Study', 'create')
  return (
    <EmptyState
      icon={<FlaskConical />}
      title="No studies to show"
      action={
        mayCreate && (
          <LinkButton variant="primary" href={paths.newStudy(slug)}>
            Create a study
          </LinkButton>
        )
      }
    >
      {mayCreate
        ? 'Begin with a study: set it up as a draft, then add participants or import them from a file.'
        : 'Owners, admins and coordinators of this space create studies. They will appear here.'}
    </EmptyState>
  )
}
