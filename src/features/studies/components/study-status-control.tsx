'use client'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { Menu, MenuItem } from '@/components/dropdown-menu'
import { toast } from '@/components/toast'
import { useUpdateStudy } from '@/generated/hooks/study'
import type { Study } from '@/generated/zenstack/client'
import { unlessChanged } from '@/lib/query/use-edited-row'
import { type StudyTransition, studyStatusText, transitionsFrom } from '../status'

/** Offers the statuses that may come next, and says what each one means before it is taken. */
export function StudyStatusControl({ study }: { study: Study }) {
  const update = useUpdateStudy()
  const [asked, setAsked] = useState<StudyTransition>()
  const [open, setOpen] = useState(false)

  async function change({ to }: StudyTransition) {
    const where = { id: study.id, updatedAt: study.updatedAt }
    await unlessChanged(update.mutateAsync({ where, data: { status: to } }), 'this study')
    toast.success(`The study is now ${studyStatusText[to].label.toLowerCase()}`)
  }

  return (
    <>
      <Menu
        trigger={
          <Button>
            Change status
            <ChevronDown aria-hidden />
          </Button>
        }
      >
        {transitionsFrom(study.status).map((transition) => (
          <MenuItem
            key={transition.to}
            onSelect={() => {
              setAsked(transition)
              setOpen(true)
            }}
          >
            {transition.action}…
          </MenuItem>
        ))}
      </Menu>
      {asked && (
        <ConfirmDialog
          open={open}
          onOpenChange={setOpen}
          title={`${asked.action}: from ${studyStatusText[asked.from].label.toLowerCase()} to ${studyStatusText[asked.to].label.toLowerCase()}`}
          description={
            <ul className="list-disc ps-4">
              {asked.consequences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          }
          confirmLabel={asked.action}
          tone="primary"
          onConfirm={() => change(asked)}
        />
      )}
    </>
  )
}
