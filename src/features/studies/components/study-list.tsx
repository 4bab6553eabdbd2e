'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { FlaskConical } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { LinkButton } from '@/components/link-button'
import { Meter } from '@/components/meter'
import { Time } from '@/components/time'
import { useGroupByParticipant } from '@/generated/hooks/participant'
import { useFindManyStudy } from '@/generated/hooks/study'
import type { Study } from '@/generated/zenstack/client'
import { canRole, type Role } from '@/lib/auth/access'
import { paths } from '@/lib/paths'
import { enrolledPerStudy, studyList } from '../queries'
import { StudyStatusBadge } from './study-status-badge'
import { StudyTitle } from './study-title'

type StudyListProps = { slug: string; role: Role; zone: string }

/** The studies of a space, the archived ones on request. */
export function StudyList({ slug, role, zone }: StudyListProps) {
  const studies = useFindManyStudy(studyList())
  const counts = useGroupByParticipant(enrolledPerStudy())
  const [withArchived, setWithArchived] = useState(false)
  const enrolled = new Map(counts.data?.map((row) => [row.studyId, row._count._all]))

  const archived = studies.data?.filter((study) => study.status === 'ARCHIVED') ?? []
  const shown = studies.data?.filter((study) => withArchived || study.status !== 'ARCHIVED')

  return (
    <DataTable
      label="Studies"
      columns={columnsFor(enrolled, zone)}
      rows={shown}
      rowId={(study) => study.id}
      rowHref={(study) => paths.study(slug, study.key)}
      error={studies.error}
      onRetry={() => void studies.refetch()}
      busy={studies.isFetching && studies.isError}
      empty={<NoStudies slug={slug} role={role} archived={archived.length} />}
      footer={
        archived.length > 0 && (
          <Button variant="ghost" size="sm" onClick={() => setWithArchived(!withArchived)}>
            {withArchived ? 'Hide archived studies' : `Show archived studies (${archived.length})`}
          </Button>
        )
      }
    />
  )
}

function columnsFor(enrolled: Map<string, number>, zone: string): ColumnDef<Study>[] {
  return [
    {
      id: 'title',
      header: 'Study',
      cell: ({ row }) => <StudyTitle study={row.original} />,
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ row }) => <StudyStatusBadge status={row.original.status} />,
    },
    {
      id: 'enrolled',
      header: 'Enrolled',
      cell: ({ row: { original: study } }) => (
        <Meter
          compact
          label={`Enrolled in ${study.title}`}
          value={enrolled.get(study.id) ?? 0}
          target={study.targetN}
        />
      ),
    },
    {
      id: 'created',
      header: 'Created',
      cell: ({ row }) => <Time value={row.original.createdAt} zone={zone} style="date" />,
    },
  ]
}

function NoStudies({ slug, role, archived }: { slug: string; role: Role; archived: number }) {
  const mayCreate = canRole(role, 'Study', 'create')
  return (
    <EmptyState
      icon={<FlaskConical />}
      title={archived > 0 ? 'No current studies' : 'No studies yet'}
      action={
        mayCreate && (
          <LinkButton variant="primary" href={paths.newStudy(slug)}>
            Create {archived > 0 ? 'a study' : 'the first study'}
          </LinkButton>
        )
      }
    >
      {mayCreate
        ? 'A study holds arms and participants. You can set it up as a draft and go live when it is ready.'
        : 'Owners, admins and coordinators of this space create studies. They will appear here.'}
    </EmptyState>
  )
}
