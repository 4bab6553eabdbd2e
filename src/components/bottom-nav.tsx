'use client'
import { Ellipsis } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useState } from 'react'
import { isActive, type NavItem, NavLink } from './nav-link'
import { Sheet } from './sheet'

// More than five cells are too narrow for their words at 360 px.
const MAX_CELLS = 5

/** The main navigation on phones; what does not fit is behind "More". */
export function BottomNav({ items }: { items: NavItem[] }) {
  const pathname = usePathname()
  const [open, setOpen] = useState(false)
  const fits = items.length <= MAX_CELLS
  const shown = fits ? items : items.slice(0, MAX_CELLS - 1)
  const rest = fits ? [] : items.slice(MAX_CELLS - 1)

  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 grid auto-cols-fr grid-flow-col border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {shown.map((item) => (
        <NavLink key={item.href} item={item} placement="bottom" />
      ))}
      {rest.length > 0 && (
        <Sheet
          title="More"
          open={open}
          onOpenChange={setOpen}
          trigger={
            <button
              type="button"
              data-active={rest.some((item) => isActive(item, pathname)) || undefined}
              className="flex h-14 flex-col items-center justify-center gap-0.5 text-2xs text-ink-muted focus-visible:-outline-offset-2 data-active:font-medium data-active:text-accent-ink"
            >
              <Ellipsis aria-hidden className="size-5" />
              More
            </button>
          }
        >
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link fires click as well */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the links inside are interactive */}
          <div className="grid" onClick={() => setOpen(false)}>
            {rest.map((item) => (
              <NavLink key={item.href} item={item} placement="side" />
            ))}
          </div>
        </Sheet>
      )}
    </nav>
  )
}
