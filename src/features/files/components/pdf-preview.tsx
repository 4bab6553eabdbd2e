'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { Button } from '@/components/button'
import { FailedState } from '@/components/failed-state'
import { drawPage, openPdf, type Pdf } from '../pdf'

type PdfPreviewProps = { name: string; address: string }

/** The pages of a PDF, one at a time. */
export function PdfPreview({ name, address }: PdfPreviewProps) {
  const [tries, setTries] = useState(0)
  const { pdf, error } = usePdf(address, tries)
  const [number, setNumber] = useState(1)
  if (error) {
    return (
      <FailedState
        title="This PDF cannot be shown"
        error={error}
        onRetry={() => setTries(tries + 1)}
      />
    )
  }
  return (
    <div className="grid gap-2">
      <section
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a page higher than the screen is scrolled by keys
        tabIndex={0}
        className="max-h-[60dvh] overflow-auto rounded-md border bg-canvas"
      >
        <Page pdf={pdf} number={number} label={`Page ${number} of ${name}`} />
      </section>
      <nav aria-label="Pages" className="flex items-center justify-between gap-2">
        <Button
          variant="ghost"
          size="sm"
          disabled={number <= 1}
          onClick={() => setNumber(number - 1)}
        >
          <ChevronLeft aria-hidden className="rtl:-scale-x-100" />
          Previous
        </Button>
        <p className="text-ink-muted tabular-nums" aria-live="polite">
          {pdf ? `Page ${number} of ${pdf.numPages}` : 'Loading…'}
        </p>
        <Button
          variant="ghost"
          size="sm"
          disabled={!pdf || number >= pdf.numPages}
          onClick={() => setNumber(number + 1)}
        >
          Next
          <ChevronRight aria-hidden className="rtl:-scale-x-100" />
        </Button>
      </nav>
    </div>
  )
}

function usePdf(address: string, tries: number): { pdf?: Pdf; error?: unknown } {
  const [state, setState] = useState<{ pdf?: Pdf; error?: unknown }>({})
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try reads it again
  useEffect(() => {
    const gone = new AbortController()
    setState({})
    const opening = openPdf(address, gone.signal)
    opening.then(
      (pdf) => !gone.signal.aborted && setState({ pdf }),
      (error: unknown) => !gone.signal.aborted && setState({ error }),
    )
    return () => {
      gone.abort()
      opening.then((pdf) => pdf.destroy()).catch(() => {})
    }
  }, [address, tries])
  return state
}

type PageProps = { pdf: Pdf | undefined; number: number; label: string }

function Page({ pdf, number, label }: PageProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (!pdf || !canvas.current) return
    const gone = new AbortController()
    // A page that cannot be drawn stays empty; the others, and the download, are still there.
    drawPage(pdf, number, canvas.current, gone.signal).catch(() => {})
    return () => gone.abort()
  }, [pdf, number])
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      aria-busy={!pdf || undefined}
      className="block min-h-48 w-full bg-white"
    />
  )
}
