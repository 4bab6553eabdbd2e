'use client'
import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { formatDay } from '@/lib/format'
import { Button } from './button'
import { cn } from './cn'
import { DateInput } from './date-input'
import { Popover } from './popover'

export type DayRangeFilterProps = {
  /** What happened on those days: "Enrolled". */
  label: string
  /** The panel's name: "Enrolled between". */
  title: string
  /** Days "YYYY-MM-DD", or '' for no limit. */
  from: string
  to: string
  onChange: (range: { from: string; to: string }) => void
}

/** Narrows a list to a range of days. */
export function DayRangeFilter({ label, title, from, to, onChange }: DayRangeFilterProps) {
  const id = useId()
  const chosen = from !== '' || to !== ''
  return (
    <Popover
      label={title}
      className="w-64 p-3"
      trigger={
        <Button size="sm" className={cn('border-dashed', chosen && 'border-solid')}>
          {label}
          {chosen && <span className="font-normal text-accent-ink">{rangeText(from, to)}</span>}
          <ChevronDown aria-hidden className="text-ink-faint" />
        </Button>
      }
    >
      <div className="grid gap-3">
        <label htmlFor={`${id}-from`} className="grid gap-1.5">
          From
          <DateInput
            id={`${id}-from`}
            value={from}
            max={to || undefined}
            onChange={(event) => onChange({ from: event.target.value, to })}
          />
        </label>
        <label htmlFor={`${id}-to`} className="grid gap-1.5">
          To
          <DateInput
            id={`${id}-to`}
            value={to}
            min={from || undefined}
            onChange={(event) => onChange({ from, to: event.target.value })}
          />
        </label>
        {chosen && (
          <Button variant="ghost" size="sm" onClick={() => onChange({ from: '', to: '' })}>
            Clear
          </Button>
        )}
      </div>
    </Popover>
  )
}

function rangeText(from: string, to: string): string {
  if (from && to) return from === to ? formatDay(from) : `${formatDay(from)} – ${formatDay(to)}`
  return from ? `since ${formatDay(from)}` : `until ${formatDay(to)}`
}
