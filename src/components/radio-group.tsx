'use client'
import { RadioGroup as Primitive } from 'radix-ui'
import { type ComponentProps, useId } from 'react'
import { cn } from './cn'

export type RadioOption = {
  value: string
  label: string
  description?: string
  disabled?: boolean
}

export type RadioGroupProps = Omit<
  ComponentProps<typeof Primitive.Root>,
  'onChange' | 'onValueChange' | 'children' | 'value'
> & {
  options: RadioOption[]
  /** The chosen option's value. Inside a `Field` both come from it. */
  value?: string
  onChange?: (value: string) => void
}

/** One choice of a few that are all worth reading; each may explain itself. */
export function RadioGroup({ options, onChange, className, id, ...props }: RadioGroupProps) {
  const own = useId()
  const group = id ?? own
  return (
    <Primitive.Root
      {...props}
      id={group}
      // A group of radios cannot be the target of <label for>: `Field` gives its label this id.
      aria-labelledby={props['aria-label'] ? undefined : `${group}-label`}
      onValueChange={onChange}
      className={cn('grid gap-2', className)}
    >
      {options.map((option) => (
        <label
          key={option.value}
          htmlFor={`${group}-${option.value}`}
          className="flex cursor-pointer gap-3 rounded-md border bg-surface px-3 py-2.5 shadow-soft transition-colors hover:bg-hover/60 has-disabled:cursor-not-allowed has-data-[state=checked]:border-accent has-data-[state=checked]:bg-accent-soft/60"
        >
          <Primitive.Item
            id={`${group}-${option.value}`}
            value={option.value}
            disabled={option.disabled}
            aria-describedby={option.description && `${group}-${option.value}-note`}
            className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-control bg-surface data-[state=checked]:border-accent disabled:opacity-50"
          >
            <Primitive.Indicator className="size-2 rounded-full bg-accent" />
          </Primitive.Item>
          <span className="grid min-w-0">
            <span dir="auto" className="font-medium">
              {option.label}
            </span>
            {option.description && (
              <span id={`${group}-${option.value}-note`} className="text-ink-muted">
                {option.description}
              </span>
            )}
          </span>
        </label>
      ))}
    </Primitive.Root>
  )
}
