'use client'
import { Switch as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export type SwitchProps = ComponentProps<typeof Primitive.Root>

/** Turns something on or off at once; in a form that is sent later, use a `Checkbox`. */
export function Switch({ className, ...props }: SwitchProps) {
  return (
    <Primitive.Root
      {...props}
      className={cn(
        'relative inline-flex h-5 w-9 shrink-0 items-center rounded-full border border-transparent bg-control transition-colors',
        'data-[state=checked]:bg-accent disabled:cursor-not-allowed disabled:opacity-50',
        'before:absolute before:-inset-0.5 max-sm:before:-inset-3',
        className,
      )}
    >
      <Primitive.Thumb className="size-4 rounded-full bg-surface shadow-soft transition-transform ltr:translate-x-0.25 rtl:-translate-x-0.25 ltr:data-[state=checked]:translate-x-4.25 rtl:data-[state=checked]:-translate-x-4.25" />
    </Primitive.Root>
  )
}
