'use client'
import { usePathname, useSearchParams } from 'next/navigation'
import { formatTrailState, parseTrailState, type TrailState } from '../list-state'

/**
 * What the trail shows, as its address says it, and a way to change it, which makes an entry in the
 * browser's history without asking the server for the page. Another filter begins at the first page.
 */
export function useTrailState() {
  const pathname = usePathname()
  const state = parseTrailState(new URLSearchParams(useSearchParams()))

  function change(part: Partial<TrailState>) {
    const query = formatTrailState({ ...state, position: undefined, ...part })
    window.history.pushState(null, '', query ? `${pathname}?${query}` : pathname)
  }

  return { state, change }
}
