'use client'
import { Plus, Split } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { DataTable } from '@/components/data-table'
import { EmptyState } from '@/components/empty-state'
import { useFindManyArm } from '@/generated/hooks/arm'
import { useGroupByParticipant } from '@/generated/hooks/participant'
import { useFindFirstStudy } from '@/generated/hooks/study'
import { canRole, type Role } from '@/lib/auth/access'
import { armList, participantsPerArm, studyByKey } from '../queries'
import { isLocked } from '../status'
import { type AskedOfArm, armColumns } from './arm-columns'
import { AddArm, EditArm } from './arm-dialogs'
import { DeleteArm } from './delete-arm'

type ArmListProps = { studyKey: string; studyId: string; role: Role }

/** The arms of a study. */
export function ArmList({ studyKey, studyId, role }: ArmListProps) {
  const { data: study } = useFindFirstStudy(studyByKey(studyKey))
  const arms = useFindManyArm(armList(studyId))
  const counts = useGroupByParticipant(participantsPerArm(studyId))
  const [asked, setAsked] = useState<AskedOfArm>()
  const sizes = new Map(counts.data?.map((row) => [row.armId, row._count._all]))
  const open = study !== undefined && study !== null && !isLocked(study.status)
  const mayAdd = open && canRole(role, 'Arm', 'create')
  const adding = (
    <AddArm
      studyId={studyId}
      takenKeys={arms.data?.map((arm) => arm.key) ?? []}
      trigger={
        <Button variant="primary" size="sm">
          <Plus aria-hidden />
          Add arm
        </Button>
      }
    />
  )
  const viewer = { role, blinding: study?.blinding ?? 'DOUBLE' } as const
  const close = () => setAsked(undefined)

  return (
    <>
      <DataTable
        label="Arms"
        columns={armColumns(viewer, sizes, open ? setAsked : undefined)}
        rows={arms.data}
        rowId={(arm) => arm.id}
        error={arms.error}
        onRetry={() => void arms.refetch()}
        busy={arms.isError && arms.isFetching}
        toolbar={mayAdd && arms.data?.length ? adding : undefined}
        empty={
          <EmptyState icon={<Split />} title="No arms yet" action={mayAdd && adding}>
            Arms are the groups of a study, such as a treatment and a control group. A study without
            groups needs none.
          </EmptyState>
        }
      />
      {asked?.what === 'edit' && (
        <EditArm
          arm={arms.data?.find((arm) => arm.id === asked.arm.id) ?? asked.arm}
          used={(sizes.get(asked.arm.id) ?? 0) > 0}
          onClose={close}
        />
      )}
      {asked?.what === 'delete' && (
        <DeleteArm arm={asked.arm} participants={sizes.get(asked.arm.id) ?? 0} onClose={close} />
      )}
    </>
  )
}
