import { formatNumber } from '@/lib/format'
import { cn } from './cn'

export type MeterProps = {
  /** What is measured: "Participants". */
  label: string
  value: number
  /** What is aimed at; without a target only the number is shown. */
  target?: number | null
  /** Hides the words and leaves the bar, where a column header says what it is. */
  compact?: boolean
  className?: string
}

/** How much of a target is reached: "38 of 120". More than the target is a full bar. */
export function Meter({ label, value, target, compact = false, className }: MeterProps) {
  const text = target ? `${formatNumber(value)} of ${formatNumber(target)}` : formatNumber(value)
  return (
    <div className={cn(compact ? 'flex min-w-36 items-center gap-2.5' : 'grid gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        {!compact && <span className="text-ink-muted">{label}</span>}
        <span className={cn('whitespace-nowrap tabular-nums', compact && 'w-20')}>{text}</span>
      </div>
      {target ? (
        // biome-ignore lint/a11y/useSemanticElements: <meter> is styled only by vendor pseudo-elements
        <div
          role="meter"
          aria-label={label}
          aria-valuemin={0}
          aria-valuemax={target}
          aria-valuenow={Math.min(value, target)}
          aria-valuetext={text}
          className="h-1.5 flex-1 overflow-hidden rounded-full bg-hover"
        >
          <div
            className={cn('h-full rounded-full', value >= target ? 'bg-success' : 'bg-accent')}
            style={{ width: `${Math.min(100, (value / target) * 100)}%` }}
          />
        </div>
      ) : null}
    </div>
  )
}
