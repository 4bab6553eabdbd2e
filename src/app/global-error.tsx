'use client'
import '@fontsource-variable/inter/opsz.css'
import './globals.css'
import { FailedState } from '@/components/failed-state'

type GlobalErrorProps = { error: Error & { digest?: string }; retry: () => void }

/** Stands in for the whole document when the root layout itself failed. */
export default function GlobalError({ error, retry }: GlobalErrorProps) {
  return (
    <html lang="en" dir="ltr">
      <body className="font-sans">
        <title>Studyspace could not be shown</title>
        <main className="grid min-h-dvh place-items-center">
          <h1 className="sr-only">Studyspace could not be shown</h1>
          <FailedState title="Studyspace could not be shown" error={error} onRetry={retry} />
        </main>
      </body>
    </html>
  )
}
