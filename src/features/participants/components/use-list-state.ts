'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { formatListState, type ListState, parseListState } from '../list-state'

/**
 * The list's state in the address, and a way to change it. A change makes an entry in the browser's
 * history without asking the server for the page: the hooks fetch the rows. Another order or filter
 * begins at the first page.
 */
export function useListState() {
  const pathname = usePathname()
  const state = parseListState(new URLSearchParams(useSearchParams()))

  function change(part: Partial<ListState>, how: 'push' | 'replace' = 'push') {
    const next = { ...state, ...('columns' in part ? {} : { position: undefined }), ...part }
    const query = formatListState(next)
    const address = query ? `${pathname}?${query}` : pathname
    if (how === 'push') window.history.pushState(null, '', address)
    else window.history.replaceState(null, '', address)
  }

  return { state, change }
}
