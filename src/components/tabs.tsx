'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Tabs as Primitive } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from './cn'
import { isActive } from './nav-link'

const strip = 'mb-5 flex gap-5 overflow-x-auto border-b [scrollbar-width:none]'
const tab = [
  'relative inline-flex h-10 shrink-0 items-center whitespace-nowrap text-ink-muted transition-colors hover:text-ink',
  'after:absolute after:inset-x-0 after:bottom-0 after:h-0.5 after:rounded-full max-sm:h-11',
  'focus-visible:rounded-sm focus-visible:-outline-offset-2',
].join(' ')
const current = {
  state:
    'data-[state=active]:font-medium data-[state=active]:text-ink data-[state=active]:after:bg-accent',
  page: 'aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:after:bg-accent',
}

export type TabsProps = {
  /** What the tabs choose between, for screen readers. */
  label: string
  tabs: { value: string; label: ReactNode; content: ReactNode }[]
  defaultValue?: string
}

/** Parts of one page, one shown at a time. */
export function Tabs({ label, tabs, defaultValue = tabs[0]?.value }: TabsProps) {
  return (
    <Primitive.Root defaultValue={defaultValue}>
      <Primitive.List aria-label={label} className={strip}>
        {tabs.map(({ value, label: text }) => (
          <Primitive.Trigger key={value} value={value} className={cn(tab, current.state)}>
            {text}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map(({ value, content }) => (
        <Primitive.Content key={value} value={value}>
          {content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  )
}

export type LinkTabsProps = {
  label: string
  tabs: { href: string; label: ReactNode; exact?: boolean }[]
}

/** Neighbouring pages that look like tabs; the current one follows from the address. */
export function LinkTabs({ label, tabs }: LinkTabsProps) {
  const pathname = usePathname()
  return (
    <nav aria-label={label} className={strip}>
      {tabs.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={isActive(item, pathname) ? 'page' : undefined}
          className={cn(tab, current.page)}
        >
          {item.label}
        </Link>
      ))}
    </nav>
  )
}
