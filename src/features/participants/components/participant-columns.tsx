'use client'
import type { ColumnDef } from '@tanstack/react-table'
import { Badge } from '@/components/badge'
import { Time } from '@/components/time'
import { ArmLabel, type ArmViewer } from '@/features/studies/components/arm-label'
import type { Arm } from '@/generated/zenstack/client'
import { languageName } from '@/lib/languages'
import { baselineOf, baselineText } from '../baseline'
import { BASELINE_COLUMN } from '../list-state'
import { ParticipantStatusBadge } from './participant-status-badge'
import type { ListedParticipant } from './use-participant-page'

type Column = ColumnDef<ListedParticipant>

type ColumnContext = {
  /** The study's time zone. */
  zone: string
  arms: Arm[]
  viewer: ArmViewer
  /** Baseline attributes to offer. */
  attributes: string[]
}

/** The columns of the list; their ids are those of the address (list-state.ts). */
export function participantColumns({ zone, arms, viewer, attributes }: ColumnContext): Column[] {
  const armById = new Map(arms.map((arm) => [arm.id, arm]))
  return [
    {
      id: 'code',
      accessorKey: 'code',
      header: 'Code',
      enableSorting: true,
      enableHiding: false,
      cell: ({ row: { original: participant } }) => (
        <span className="inline-flex items-center gap-2">
          <span className="tabular-nums">{participant.code}</span>
          {participant.isTest && <Badge>Test</Badge>}
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      cell: ({ row }) => <ParticipantStatusBadge status={row.original.status} />,
    },
    {
      id: 'arm',
      header: 'Arm',
      cell: ({ row }) => <ArmLabel arm={armById.get(row.original.armId ?? '')} {...viewer} />,
    },
    { ...instantColumn('enrolled', 'Enrolled', 'enrolledAt', zone, 'date'), enableSorting: true },
    { ...instantColumn('added', 'Added', 'createdAt', zone), enableSorting: true },
    { ...instantColumn('changed', 'Changed', 'updatedAt', zone), enableSorting: true },
    instantColumn('left', 'Left', 'exitedAt', zone, 'date'),
    {
      id: 'locale',
      header: 'Language',
      cell: ({ row }) => row.original.locale && languageName(row.original.locale),
    },
    ...attributes.map(attributeColumn),
  ]
}

function instantColumn(
  id: string,
  header: string,
  field: 'enrolledAt' | 'createdAt' | 'updatedAt' | 'exitedAt',
  zone: string,
  style: 'date' | 'date-time' = 'date-time',
): Column {
  return {
    id,
    header,
    accessorKey: field,
    cell: ({ row }) => {
      const value = row.original[field]
      return value && <Time value={value} zone={zone} style={style} />
    },
  }
}

function attributeColumn(key: string): Column {
  return {
    id: BASELINE_COLUMN + key,
    header: key,
    cell: ({ row }) => (
      <span dir="auto" className="line-clamp-2 max-w-60">
        {baselineText(baselineOf(row.original.baseline)[key])}
      </span>
    ),
  }
}
