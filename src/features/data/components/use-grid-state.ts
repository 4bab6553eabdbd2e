'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import type { StudioModel } from '@/lib/studio/models'
import { formatGridState, type GridState, parseGridState } from '../list-state'

/**
 * What the grid shows, in the address, and a way to change it. A change makes an entry in the
 * browser's history without asking the server for the page: the hooks fetch the records.
 */
export function useGridState(model: StudioModel) {
  const pathname = usePathname()
  const state = parseGridState(model, new URLSearchParams(useSearchParams()))

  function go(query: string, how: 'push' | 'replace' = 'push') {
    const address = query ? `${pathname}?${query}` : pathname
    if (how === 'push') window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }

  return {
    state,
    change: (part: Partial<GridState>, how?: 'push' | 'replace') =>
      go(formatGridState(model, { ...state, ...part }), how),
    /** Shows what an address says, such as that of a saved view. */
    go,
  }
}
