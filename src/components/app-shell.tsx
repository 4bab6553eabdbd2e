import Link from 'next/link'
import type { ReactNode } from 'react'
import { BottomNav } from './bottom-nav'
import { cn } from './cn'
import { LogoMark } from './logo'
import { type NavItem, NavLink } from './nav-link'

export type AppShellProps = {
  /** Where the mark leads. */
  homeHref: string
  /** Names the space one is in and changes it. */
  spaceSwitcher?: ReactNode
  /** The main navigation; without it there is no side bar. */
  nav?: NavItem[]
  /** Usually a `CommandMenu`, which brings its own trigger. */
  command?: ReactNode
  userMenu?: ReactNode
  /** A line across the top, such as a `Callout` about the installation. */
  banner?: ReactNode
  children: ReactNode
}

/** The frame of every signed-in page: header, navigation, and the one main landmark. */
export function AppShell({
  homeHref,
  spaceSwitcher,
  nav = [],
  command,
  userMenu,
  banner,
  children,
}: AppShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="sticky top-0 z-30 flex h-13 items-center gap-2 border-b bg-canvas px-3 sm:gap-3 sm:px-4">
        <Link
          href={homeHref}
          aria-label="Studyspace home"
          className="grid size-9 shrink-0 place-items-center rounded-md max-sm:size-11"
        >
          <LogoMark />
        </Link>
        {spaceSwitcher && <div className="min-w-0 max-sm:flex-1">{spaceSwitcher}</div>}
        <div className="ms-auto flex shrink-0 items-center gap-1 sm:gap-2">
          {command}
          {userMenu}
        </div>
      </header>
      {banner}
      <div className="flex flex-1">
        {nav.length > 0 && (
          <div className="w-56 shrink-0 border-e max-md:hidden">
            <nav
              aria-label="Main"
              className="sticky top-13 grid max-h-[calc(100dvh-3.25rem)] content-start gap-0.5 overflow-y-auto p-3"
            >
              {nav.map((item) => (
                <NavLink key={item.href} item={item} placement="side" />
              ))}
            </nav>
          </div>
        )}
        <main
          id="main"
          tabIndex={-1}
          className={cn(
            'mx-auto w-full min-w-0 max-w-6xl px-4 py-5 outline-none sm:px-6 sm:py-7 lg:px-8',
            nav.length > 0 && 'max-md:pb-24',
          )}
        >
          {children}
        </main>
      </div>
      {nav.length > 0 && <BottomNav items={nav} />}
    </div>
  )
}
