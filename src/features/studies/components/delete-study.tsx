'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { Button } from '@/components/button'
import { Card } from '@/components/card'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { toast } from '@/components/toast'
import { useCountArm } from '@/generated/hooks/arm'
import { useCountParticipant } from '@/generated/hooks/participant'
import { useCountParticipantIdentity } from '@/generated/hooks/participant-identity'
import { useDeleteStudy } from '@/generated/hooks/study'
import type { Study } from '@/generated/zenstack/client'
import { formatCount } from '@/lib/format'
import { paths } from '@/lib/paths'
import { isDeletable } from '../status'

/** Deletes a study for good; says what goes with it and asks for its key. */
export function DeleteStudy({ slug, study }: { slug: string; study: Study }) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const remove = useDeleteStudy()
  const where = { studyId: study.id }
  const arms = useCountArm({ where }, { enabled: open })
  const participants = useCountParticipant({ where }, { enabled: open })
  const identities = useCountParticipantIdentity({ where }, { enabled: open })

  if (!isDeletable(study.status)) {
    return (
      <Card title="Delete study">
        <p className="text-ink-muted">
          Only a draft or an archived study can be deleted. To delete this one, close and archive it
          first.
        </p>
      </Card>
    )
  }
  return (
    <Card
      title="Delete study"
      description="Removes the study with its arms and participants, for good."
    >
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        trigger={<Button variant="danger">Delete study…</Button>}
        title={`Delete the study ${study.title}?`}
        description="Nobody can bring it back."
        removes={[
          formatCount(
            participants.data,
            'participant with all history',
            'participants with all history',
          ),
          formatCount(identities.data, 'recorded identity', 'recorded identities'),
          formatCount(arms.data, 'arm', 'arms'),
        ]}
        typeToConfirm={study.key}
        confirmLabel="Delete study"
        onConfirm={async () => {
          await remove.mutateAsync({ where: { id: study.id } })
          toast.success('Study deleted', study.title)
          router.push(paths.studies(slug))
        }}
      />
    </Card>
  )
}
