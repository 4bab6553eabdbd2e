'use client'
import { PencilLine, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/button'
import { formatCount } from '@/lib/format'
import { mayDo, type StudioModel } from '@/lib/studio/models'
import type { GridState } from '../list-state'
import { BulkDelete } from './bulk-delete'
import { BulkEdit } from './bulk-edit'
import { useStudioScope } from './studio-scope'
import type { useSelection } from './use-selection'

type BulkBarProps = {
  model: StudioModel
  state: GridState
  selection: ReturnType<typeof useSelection>
}

/** What can be done with the chosen records, or with all that the grid shows. */
export function BulkBar({ model, state, selection }: BulkBarProps) {
  const { role } = useStudioScope()
  const [doing, setDoing] = useState<'change' | 'delete'>()
  const done = () => {
    setDoing(undefined)
    selection.clear()
  }
  const chosen = [...selection.ids]
  const props = { model, state, chosen, onClose: () => setDoing(undefined), onDone: done }
  return (
    <div className="flex flex-wrap items-center gap-2 border-b bg-accent-soft px-3 py-2">
      <p aria-live="polite" className="text-[0.8125rem]">
        {formatCount(chosen.length, model.label.toLowerCase(), model.plural.toLowerCase())} chosen
      </p>
      {mayDo(role, model, 'update') && (
        <Button size="sm" onClick={() => setDoing('change')}>
          <PencilLine aria-hidden />
          Change a field
        </Button>
      )}
      {mayDo(role, model, 'delete') && (
        <Button size="sm" onClick={() => setDoing('delete')}>
          <Trash2 aria-hidden />
          Delete
        </Button>
      )}
      <Button variant="ghost" size="sm" onClick={selection.clear}>
        Choose none
      </Button>
      {doing === 'change' && <BulkEdit {...props} />}
      {doing === 'delete' && <BulkDelete {...props} />}
    </div>
  )
}
