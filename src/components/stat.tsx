import type { ReactNode } from 'react'
import { cn } from './cn'

export type StatProps = {
  label: ReactNode
  value: ReactNode
  /** A line below that sets the number in relation. */
  hint?: ReactNode
  className?: string
}

/** One number that matters. Several stand side by side in a `StatGroup`. */
export function Stat({ label, value, hint, className }: StatProps) {
  return (
    <div className={cn('min-w-0 bg-surface px-4 py-3.5 sm:px-5', className)}>
      <dt className="text-[0.8125rem] text-ink-muted">{label}</dt>
      <dd className="mt-0.5 font-semibold text-title tabular-nums">{value}</dd>
      {hint && <dd className="mt-0.5 text-[0.8125rem] text-ink-muted">{hint}</dd>}
    </div>
  )
}

/** Up to four numbers in a frame; two by two on phones. */
export function StatGroup({ children }: { children: ReactNode }) {
  return (
    <dl className="grid auto-cols-fr grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line shadow-soft md:grid-flow-col md:grid-cols-none">
      {children}
    </dl>
  )
}
