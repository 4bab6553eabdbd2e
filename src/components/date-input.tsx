import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Input } from './input'

export type DateInputProps = Omit<ComponentProps<'input'>, 'type'>

/**
 * A calendar date as "YYYY-MM-DD", without time or zone. The browser's own field: it speaks the
 * reader's language, works by keyboard and brings the phone's wheel.
 */
export function DateInput({ className, ...props }: DateInputProps) {
  return <Input dir="ltr" {...props} type="date" className={cn('tabular-nums', className)} />
}
