import { useEffect } from 'react'

/**
 * While `active`, asks before the page is left, by closing it or by a link.
 * @param within pages below this path may be gone to without being asked.
 */
export function useLeaveWarning(active: boolean, question: string, within?: string): void {
  useEffect(() => {
    if (!active) return
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!link || staysWithin(link, within) || window.confirm(question)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('beforeunload', beforeUnload)
    document.addEventListener('click', click, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', beforeUnload)
      document.removeEventListener('click', click, { capture: true })
    }
  }, [active, question, within])
}

/** Whether a link leads to a page below a path, or downloads something and so leads nowhere. */
function staysWithin(link: Element, within: string | undefined): boolean {
  if (!(link instanceof HTMLAnchorElement)) return false
  const { pathname, origin } = new URL(link.href)
  const below = within !== undefined && `${pathname}/`.startsWith(`${within}/`)
  return link.hasAttribute('download') || (origin === location.origin && below)
}
