'use client'
import { Check } from 'lucide-react'
import Link from 'next/link'
import { DropdownMenu as Primitive } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'
import { menuHeading, menuItem, menuPanel } from './menu-style'

export type MenuProps = {
  /** The button that opens it. */
  trigger: ReactNode
  align?: 'start' | 'end'
  /** `MenuItem`, `MenuLink`, `MenuCheckItem`, `MenuRadioGroup`, `MenuHeading`, `MenuSeparator`. */
  children: ReactNode
  className?: string
}

/** A list of things to do, opened by a button. */
export function Menu({ trigger, align = 'end', children, className }: MenuProps) {
  return (
    // Not modal: a modal menu hides the page from screen readers and locks scrolling on phones.
    <Primitive.Root modal={false}>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={cn(
            menuPanel,
            'max-h-(--radix-dropdown-menu-content-available-height)',
            className,
          )}
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

type ItemProps = ComponentProps<typeof Primitive.Item> & { tone?: 'neutral' | 'danger' }

/** Does something: `onSelect`. */
export function MenuItem({ tone = 'neutral', className, ...props }: ItemProps) {
  const danger = tone === 'danger' && 'text-danger-ink [&>svg]:text-danger-ink'
  return <Primitive.Item {...props} className={cn(menuItem, danger, className)} />
}

/** Goes somewhere. */
export function MenuLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Primitive.Item asChild className={menuItem}>
      <Link href={href}>{children}</Link>
    </Primitive.Item>
  )
}

/** Switches something on or off and leaves the menu open. */
export function MenuCheckItem({
  className,
  children,
  ...props
}: ComponentProps<typeof Primitive.CheckboxItem>) {
  return (
    <Primitive.CheckboxItem
      onSelect={(event) => event.preventDefault()}
      {...props}
      className={cn(menuItem, 'ps-8', className)}
    >
      <Primitive.ItemIndicator className="absolute start-2.5">
        <Check aria-hidden className="text-accent-ink" />
      </Primitive.ItemIndicator>
      {children}
    </Primitive.CheckboxItem>
  )
}

export type MenuRadioGroupProps = {
  value: string
  onChange: (value: string) => void
  options: { value: string; label: ReactNode }[]
}

/** One choice of a few. */
export function MenuRadioGroup({ value, onChange, options }: MenuRadioGroupProps) {
  return (
    <Primitive.RadioGroup value={value} onValueChange={onChange}>
      {options.map((option) => (
        <Primitive.RadioItem
          key={option.value}
          value={option.value}
          className={cn(menuItem, 'ps-8')}
        >
          <Primitive.ItemIndicator className="absolute start-2.5">
            <Check aria-hidden className="text-accent-ink" />
          </Primitive.ItemIndicator>
          {option.label}
        </Primitive.RadioItem>
      ))}
    </Primitive.RadioGroup>
  )
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <Primitive.Label className={menuHeading}>{children}</Primitive.Label>
}

export function MenuSeparator() {
  return <Primitive.Separator className="my-1 h-px bg-line" />
}
