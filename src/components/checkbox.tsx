'use client'
import { Check, Minus } from 'lucide-react'
import { Checkbox as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'

export type CheckboxProps = ComponentProps<typeof Primitive.Root>

/** A box to tick; `checked="indeterminate"` for "some of them". Label it with `CheckField`. */
export function Checkbox({ className, ...props }: CheckboxProps) {
  return (
    <Primitive.Root
      {...props}
      className={cn(
        'group relative grid size-4.5 shrink-0 place-items-center rounded-sm border border-control bg-surface shadow-soft transition-colors hover:border-ink-muted',
        'data-[state=checked]:border-accent data-[state=indeterminate]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:bg-accent',
        'aria-invalid:border-danger disabled:cursor-not-allowed disabled:opacity-50',
        // The box is small, the target is not: 24 px, 44 px on phones.
        'before:absolute before:-inset-1 max-sm:before:-inset-3',
        className,
      )}
    >
      <Primitive.Indicator className="text-on-accent [&_svg]:size-3.5 [&_svg]:stroke-3">
        <Check aria-hidden className="group-data-[state=indeterminate]:hidden" />
        <Minus aria-hidden className="hidden group-data-[state=indeterminate]:block" />
      </Primitive.Indicator>
    </Primitive.Root>
  )
}
