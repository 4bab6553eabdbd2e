'use client'
import type { ReactNode } from 'react'
import { Button } from './button'

export type FilterBarProps = {
  /** `SearchInput` first, then `FilterSelect`s. */
  children: ReactNode
  /** Whether anything narrows the list. */
  active: boolean
  onClear: () => void
}

/** Search and filters of a list in one row, with one button that takes all of them back. */
export function FilterBar({ children, active, onClear }: FilterBarProps) {
  return (
    <div className="flex min-w-0 flex-1 flex-wrap items-center gap-2 max-md:basis-full">
      {children}
      {active && (
        <Button variant="ghost" size="sm" onClick={onClear}>
          Clear filters
        </Button>
      )}
    </div>
  )
}
