'use client'
import { FailedState } from '@/components/failed-state'

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void }

/** Stands in for a page that failed. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <main id="main" tabIndex={-1} className="grid min-h-[70dvh] place-items-center outline-none">
      <h1 className="sr-only">This page could not be shown</h1>
      <FailedState title="This page could not be shown" error={error} onRetry={retry} />
    </main>
  )
}
