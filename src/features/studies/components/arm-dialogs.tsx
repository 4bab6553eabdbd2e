'use client'
import { useState } from 'react'
import { Dialog } from '@/components/dialog'
import { toast } from '@/components/toast'
import { useCreateArm, useUpdateArm } from '@/generated/hooks/arm'
import type { Arm } from '@/generated/zenstack/client'
import { unlessChanged, useEditedRow } from '@/lib/query/use-edited-row'
import { ArmForm } from './arm-form'

type AddArmProps = { studyId: string; takenKeys: string[]; trigger: React.ReactNode }

/** Adds an arm to a study. */
export function AddArm({ studyId, takenKeys, trigger }: AddArmProps) {
  const [open, setOpen] = useState(false)
  const create = useCreateArm()
  return (
    <Dialog title="Add an arm" trigger={trigger} open={open} onOpenChange={setOpen}>
      <ArmForm
        takenKeys={takenKeys}
        onSave={async (values) => {
          await create.mutateAsync({ data: { ...values, studyId } })
          setOpen(false)
          toast.success('Arm added')
        }}
      />
    </Dialog>
  )
}

type EditArmProps = { arm: Arm; used: boolean; onClose: () => void }

/** Edits an arm; mounted only while it is open, so that it starts from the current version. */
export function EditArm({ arm, used, onClose }: EditArmProps) {
  const update = useUpdateArm()
  const { loaded, setLoaded, newer } = useEditedRow(arm)
  return (
    <Dialog title="Edit arm" open onOpenChange={(open) => !open && onClose()}>
      <ArmForm
        key={loaded.updatedAt.toISOString()}
        arm={loaded}
        newer={newer}
        onTakeNewer={() => setLoaded(arm)}
        used={used}
        takenKeys={[]}
        onSave={async (values) => {
          const where = { id: loaded.id, updatedAt: loaded.updatedAt }
          await unlessChanged(update.mutateAsync({ where, data: values }), 'this arm')
          onClose()
          toast.success('Arm saved')
        }}
      />
    </Dialog>
  )
}
