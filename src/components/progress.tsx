import type { ReactNode } from 'react'
import { useId } from 'react'
import { formatNumber } from '@/lib/format'

export type ProgressProps = {
  /** What is under way: "Importing participants". */
  label: ReactNode
  /** How much is done, of `max`; leave out while that is not known. */
  value?: number
  max?: number
  /** What is counted: "rows". */
  unit?: string
}

/** How far a long action has come. */
export function Progress({ label, value, max = 100, unit }: ProgressProps) {
  const id = useId()
  const known = value !== undefined
  return (
    <div className="grid gap-1.5">
      <div className="flex items-baseline justify-between gap-3">
        <span id={id}>{label}</span>
        {known && (
          <span className="text-[0.8125rem] text-ink-muted tabular-nums">
            {unit
              ? `${formatNumber(value)} of ${formatNumber(max)} ${unit}`
              : `${Math.round((value / max) * 100)} %`}
          </span>
        )}
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={value}
        className="relative h-1.5 overflow-hidden rounded-full bg-hover"
      >
        {known ? (
          <div
            className="h-full rounded-full bg-accent transition-[width] duration-200"
            style={{ width: `${max > 0 ? Math.min(100, (value / max) * 100) : 0}%` }}
          />
        ) : (
          <div className="absolute inset-y-0 w-2/5 animate-sweep rounded-full bg-accent" />
        )}
      </div>
    </div>
  )
}
