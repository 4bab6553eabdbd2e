'use client'
import { ChevronLeft, ChevronRight, ChevronsLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from './button'

export type KeysetPagerProps = {
  hasPrevious: boolean
  hasNext: boolean
  onFirst: () => void
  onPrevious: () => void
  onNext: () => void
  /** What is shown: "50 participants on this page". There is no total: it would cost a full count. */
  summary?: ReactNode
}

/** Moves through pages that are known only by their neighbours. */
export function KeysetPager({
  hasPrevious,
  hasNext,
  onFirst,
  onPrevious,
  onNext,
  summary,
}: KeysetPagerProps) {
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <p className="px-1.5 text-[0.8125rem] text-ink-muted tabular-nums" aria-live="polite">
        {summary}
      </p>
      <div className="flex items-center gap-1 [&_svg]:rtl:-scale-x-100">
        <Button variant="ghost" size="sm" disabled={!hasPrevious} onClick={onFirst}>
          <ChevronsLeft aria-hidden />
          First
        </Button>
        <Button variant="ghost" size="sm" disabled={!hasPrevious} onClick={onPrevious}>
          <ChevronLeft aria-hidden />
          Previous
        </Button>
        <Button variant="ghost" size="sm" disabled={!hasNext} onClick={onNext}>
          Next
          <ChevronRight aria-hidden />
        </Button>
      </div>
    </nav>
  )
}
