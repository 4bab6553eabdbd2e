'use client'
import { useState } from 'react'
import type { StudioRow } from '@/lib/studio/models'

/** Which records are chosen; one that is not shown any more is not chosen either. */
export function useSelection(rows: readonly StudioRow[]) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const ids = new Set(rows.map(({ id }) => id).filter((id) => chosen.has(id)))
  return {
    ids,
    toggle(id: string) {
      const next = new Set(ids)
      if (!next.delete(id)) next.add(id)
      setChosen(next)
    },
    toggleAll() {
      setChosen(ids.size === rows.length ? new Set() : new Set(rows.map(({ id }) => id)))
    },
    clear: () => setChosen(new Set()),
  }
}
