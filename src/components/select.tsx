'use client'
import { Check, ChevronDown, ChevronUp } from 'lucide-react'
import { Select as Primitive } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from './cn'
import { controlHeight, controlStyle } from './control-style'

export type SelectOption = {
  value: string
  label: string
  /** One line below the label, in the list only. */
  description?: string
  disabled?: boolean
}

export type SelectProps = Omit<
  ComponentProps<typeof Primitive.Trigger>,
  'value' | 'onChange' | 'children'
> & {
  options: SelectOption[]
  /** The chosen option's value; '' shows the placeholder. Inside a `Field` both come from it. */
  value?: string
  onChange?: (value: string) => void
  placeholder?: string
  name?: string
}

/** One choice of a short list. For more than about 15 options use `Combobox`. */
export function Select({
  options,
  value = '',
  onChange,
  placeholder = 'Choose…',
  name,
  disabled,
  className,
  ...trigger
}: SelectProps) {
  return (
    <Primitive.Root
      value={value}
      // Radix reports '' when the list of options changes under a chosen value; nobody chose that.
      onValueChange={(next) => next !== '' && onChange?.(next)}
      name={name}
      disabled={disabled}
    >
      <Primitive.Trigger
        {...trigger}
        className={cn(
          controlStyle,
          controlHeight,
          'inline-flex items-center justify-between gap-2 text-start data-placeholder:text-ink-faint [&>span:first-child]:truncate',
          className,
        )}
      >
        <Primitive.Value placeholder={placeholder} />
        <Primitive.Icon>
          <ChevronDown aria-hidden className="size-4 text-ink-faint" />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[calc(100vw-1rem)] animate-pop-in overflow-hidden rounded-lg bg-raised shadow-float"
        >
          <Primitive.ScrollUpButton className="grid h-6 place-items-center">
            <ChevronUp aria-hidden className="size-4" />
          </Primitive.ScrollUpButton>
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex min-h-8 select-none flex-col justify-center rounded-md py-1.5 ps-2.5 pe-9 outline-none data-disabled:cursor-not-allowed data-highlighted:bg-hover data-disabled:opacity-50 max-sm:min-h-11"
              >
                <Primitive.ItemText>
                  <span dir="auto">{option.label}</span>
                </Primitive.ItemText>
                {option.description && (
                  <span className="max-w-80 text-ink-muted text-xs">{option.description}</span>
                )}
                <Primitive.ItemIndicator className="absolute inset-y-0 end-2.5 grid place-items-center">
                  <Check aria-hidden className="size-4 text-accent-ink" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
          <Primitive.ScrollDownButton className="grid h-6 place-items-center">
            <ChevronDown aria-hidden className="size-4" />
          </Primitive.ScrollDownButton>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}
