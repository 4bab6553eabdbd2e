'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { FailedState } from '@/components/failed-state'

type ErrorPageProps = { error: Error & { digest?: string }; reset: () => void }

/** Stands in for a page of a space that failed; the frame stays around it. */
export default function ErrorPage({ error, reset }: ErrorPageProps) {
  const router = useRouter()
  const [retrying, startRetry] = useTransition()

  function retry() {
    startRetry(() => {
      router.refresh()
      reset()
    })
  }

  return (
    <>
      <h1 className="sr-only">This page could not be shown</h1>
      <FailedState
        title="This page could not be shown"
        error={error}
        onRetry={retry}
        retrying={retrying}
      />
    </>
  )
}
