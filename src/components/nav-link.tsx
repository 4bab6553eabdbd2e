'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from './cn'

export type NavItem = {
  href: string
  label: string
  /** A lucide icon element. */
  icon: ReactNode
  /** Active only on this very page, not on the pages below it. */
  exact?: boolean
}

/** Whether `pathname` is the item's page or, unless `exact`, one below it. */
export function isActive(item: Pick<NavItem, 'href' | 'exact'>, pathname: string): boolean {
  return pathname === item.href || (!item.exact && pathname.startsWith(`${item.href}/`))
}

/** An entry of the main navigation: a row at the side, or a cell of the phone's bottom bar. */
export function NavLink({ item, placement }: { item: NavItem; placement: 'side' | 'bottom' }) {
  const active = isActive(item, usePathname())
  return (
    <Link
      href={item.href}
      aria-current={active ? 'page' : undefined}
      className={cn(
        'flex items-center text-ink-muted transition-colors hover:text-ink',
        'aria-[current=page]:font-medium aria-[current=page]:text-accent-ink',
        placement === 'side' &&
          'h-9 max-md:h-11 gap-2.5 rounded-md px-2.5 hover:bg-hover aria-[current=page]:bg-accent-soft [&_svg]:size-4',
        placement === 'bottom' &&
          'h-14 min-w-0 flex-col justify-center gap-0.5 px-1 text-2xs focus-visible:-outline-offset-2 [&_svg]:size-5',
      )}
    >
      <span aria-hidden>{item.icon}</span>
      <span className="max-w-full truncate">{item.label}</span>
    </Link>
  )
}
