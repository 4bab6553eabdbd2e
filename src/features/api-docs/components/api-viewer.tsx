'use client'
import { useTheme } from 'next-themes'
import { useEffect, useRef, useState } from 'react'
import { FailedState } from '@/components/failed-state'

/** The description of the API, to read and to try. Its viewer is loaded on this page only. */
export function ApiViewer() {
  const place = useRef<HTMLDivElement>(null)
  const [error, setError] = useState<unknown>()
  useDarkViewer()
  useEffect(() => {
    const gone = new AbortController()
    import('../show-document')
      .then(({ showDocument }) => place.current && showDocument(place.current, gone.signal))
      .catch((reason) => !gone.signal.aborted && setError(reason))
    return () => gone.abort()
  }, [])
  if (error) {
    return <FailedState error={error} title="The description of the API could not be loaded" />
  }
  return (
    <div ref={place} className="api-viewer">
      <p className="text-ink-muted">Loading the description of the API…</p>
    </div>
  )
}

/** Swagger UI is dark below an element with a class of its own. */
function useDarkViewer(): void {
  const { resolvedTheme } = useTheme()
  useEffect(() => {
    const { classList } = document.documentElement
    classList.toggle('dark-mode', resolvedTheme === 'dark')
    return () => classList.remove('dark-mode')
  }, [resolvedTheme])
}
